using BioToken.Cli.Errors;
using BioToken.Errors;
using BioToken.Npki.Certificates;
using BioToken.Npki.Identities;
using BioToken.Tokens;
using BioToken.Writing;

namespace BioToken.Cli.Tokens.Copying;

/// <summary>Checks the library's rejections before a password or PIN is requested.</summary>
internal static class CertificateChecks
{
    public static void Dates(NpkiFolder folder, WriteOptions allowed, TimeProvider time)
    {
        foreach (NpkiCertificate certificate in folder.Certificates)
        {
            if (allowed.CheckValidity(certificate, time.GetUtcNow()) is { } reason)
                throw Refusal(
                    reason,
                    certificate.SerialNumber,
                    reason == CertificateRejection.Expired ? certificate.NotAfter : certificate.NotBefore);
        }
    }

    public static void Authority(NpkiCertificate certificate, WriteOptions allowed, BioTokenInfo token)
    {
        if (allowed.CheckAuthority(certificate, token) is { } reason)
            throw Refusal(reason, certificate.IssuingCa);
    }

    // The text is named like the code.
    private static CliException Refusal(CertificateRejection reason, params ReadOnlySpan<object?> arguments)
        => CliException.Of(ExitCodes.Of(reason), ExitCodes.Of(reason).ToString(), arguments);
}
