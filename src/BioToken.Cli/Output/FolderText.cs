using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;
using BioToken.Npki.Certificates;
using BioToken.Npki.Identities;

namespace BioToken.Cli.Output;

/// <summary>A certificate folder in words.</summary>
internal static class FolderText
{
    public static void Show(NpkiFolder folder, CommandOutput output, TimeProvider time)
    {
        NpkiCertificate certificate = folder.Certificate;
        output.Field("FieldSubject", Printable.Of(certificate.Subject));
        output.Field("FieldIssuer", certificate.Authority?.ToString() ?? Printable.Of(certificate.Issuer));
        output.Field("FieldSerial", certificate.SerialNumber);
        output.Field("FieldValidity", Descriptions.Validity(certificate, time));
        output.Field("FieldPurpose", Descriptions.Purpose(certificate.Purpose));
        if (folder.Problem is { } problem)
            output.Field("FieldProblem", problem.Message);
        if (certificate.IsIdentifyDataUnreadable)
            output.Field("FieldProblem", Texts.Get("IdentifyDataUnreadable"));
        output.Field("FieldKeyManagement", Descriptions.KeyManagement(folder.KeyManagementCertificate));
    }
}
