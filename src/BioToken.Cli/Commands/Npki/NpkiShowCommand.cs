using System.CommandLine;
using BioToken.Cli.Errors;
using BioToken.Cli.Hosting;
using BioToken.Cli.Options;
using BioToken.Cli.Output;
using BioToken.Cli.Output.Documents.Certificates;
using BioToken.Cli.Output.Documents.Folders;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;
using BioToken.Cli.Secrets;
using BioToken.Npki.Certificates;
using BioToken.Npki.Identities;
using BioToken.Npki.VirtualIdentifiers;

namespace BioToken.Cli.Commands.Npki;

/// <summary><c>npki show</c>: shows one certificate folder; with the password, also its key.</summary>
internal sealed class NpkiShowCommand : CliCommand
{
    private readonly Argument<string> _folder = new("FOLDER") { Description = Texts.Get("ArgumentFolder") };
    private readonly SecretOption _password;
    private readonly SecretOption _number;

    public NpkiShowCommand(CliHost host)
        : base(host, "show", "CommandNpkiShow")
    {
        Arguments.Add(_folder);
        _password = new SecretOption(this, "--password-file", "OptionPasswordFile", "AskPassword");
        _number = new SecretOption(this, "--identity-number-file", "OptionIdentityNumberFile", "AskIdentityNumber");
    }

    protected override async Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        NpkiFolder folder = NpkiFolder.Read(parse.GetRequiredValue(_folder));
        SecretSource password = _password.Read(parse);
        SecretSource number = _number.Read(parse);
        if (password.File is null && number.File is not null)
            throw CliException.Usage("IdentityNumberNeedsPassword");
        using SecretReader secrets = SecretReader.Prepare(Host.Terminal, password, number);
        EncryptionDetails encryption = KeyFiles.ReadSigning(folder);
        EncryptionDetails? kmEncryption = KeyFiles.ReadKeyManagement(folder);
        KeyDetails? key = password.File is null
            ? null
            : Open(folder, await secrets.GetAsync(password, cancellationToken),
                number.File is null ? null : await secrets.GetAsync(number, cancellationToken));

        output.Line(Printable.Of(folder.Path));
        FolderText.Show(folder, output, Host.Time);
        output.Field(
            "FieldEncryption", Texts.Format("EncryptionText", encryption.Description, encryption.Algorithm, encryption.Iterations));
        if (key is not null)
            ShowKey(key, folder.Certificate, output);
        output.Json(
            new FolderDocument(
                folder.Path,
                CertificateDetails.Of(folder.Certificate),
                folder.KeyManagementCertificate is { } km ? CertificateDetails.Of(km) : null,
                encryption,
                kmEncryption,
                key),
            JsonOutput.Types.FolderDocument);
    }

    private static KeyDetails Open(NpkiFolder folder, Secret password, Secret? number)
    {
        using NpkiIdentity identity = NpkiIdentity.Open(folder, password.Text);
        VirtualIdentifierCheck? check = number is null ? null : Check(identity, number);
        return new KeyDetails(
            BelongsToCertificate: true,
            identity.HasRandomValue,
            identity.HasUnusableRandomValue,
            identity.LacksRandomValue || identity.Certificate.IsIdentifyDataUnreadable,
            check is { } result ? JsonName.Of(result) : null,
            check == VirtualIdentifierCheck.NotAvailable ? JsonName.Of(IdentityNumberProblems.Of(identity)) : null);
    }

    private static VirtualIdentifierCheck Check(NpkiIdentity identity, Secret number)
    {
        try
        {
            return identity.CheckVirtualIdentifier(number.Text);
        }
        catch (ArgumentException)
        {
            // Without the cause: its text could quote the number.
            throw CliException.Of(ExitCode.FileMalformed, "IdentityNumberMalformed");
        }
    }

    private static void ShowKey(KeyDetails key, NpkiCertificate certificate, CommandOutput output)
    {
        output.Field("FieldKeyProved", Texts.Get("Yes"));
        output.Field(
            "FieldHasRandomValue",
            key.HasUnusableRandomValue ? Texts.Get("RandomValueUnusable") : Descriptions.YesNo(key.HasRandomValue));
        if (key.IdentityChecksFail)
            output.Field("FieldIdentityCheck", Texts.Get(WhyChecksFail(key, certificate)));
        if (key.IdentityNumberCheck is { } check)
        {
            string problem = key.IdentityNumberProblem is { } found ? Texts.Get("IdentityNumberProblem_" + found) : "";
            output.Field("FieldIdentityNumber", Texts.Format("IdentityNumber_" + check, problem));
        }
    }

    private static string WhyChecksFail(KeyDetails key, NpkiCertificate certificate)
    {
        if (certificate.IsIdentifyDataUnreadable)
            return "IdentityChecksFailUnreadable";
        return key.HasUnusableRandomValue ? "IdentityChecksFailUnusable" : "IdentityChecksFail";
    }
}
