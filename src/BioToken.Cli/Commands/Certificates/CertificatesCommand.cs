using System.CommandLine;
using BioToken.Cli.Hosting;
using BioToken.Cli.Options;
using BioToken.Cli.Output;
using BioToken.Cli.Output.Documents.Certificates;
using BioToken.Cli.Output.Documents.Tokens;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;
using BioToken.Cli.Secrets;
using BioToken.Cli.Tokens;
using BioToken.Identities;
using BioToken.Objects;

namespace BioToken.Cli.Commands.Certificates;

/// <summary><c>certificates</c>: lists a token's certificates; without a PIN, the public objects only.</summary>
internal sealed class CertificatesCommand : CliCommand
{
    private readonly AccessOptions _access;

    public CertificatesCommand(CliHost host)
        : base(host, "certificates", "CommandCertificates")
    {
        _access = new AccessOptions(this);
    }

    protected override async Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        TokenAccess access = _access.Read(parse);
        bool logsIn = access.Pin.File is not null;
        using SecretReader secrets = SecretReader.Prepare(Host.Terminal, access.Pin);
        await using TokenConnection connection = new(Host, access.Source, access.Options);
        IBioToken token = await connection.OpenForUseAsync(output, cancellationToken);
        if (logsIn)
        {
            TokenLogin login = new(token, access, secrets, output);
            await login.CheckPossibleAsync(cancellationToken);
            await login.RunAsync(cancellationToken);
        }

        IReadOnlyList<TokenIdentity> identities = await token.GetIdentitiesAsync(cancellationToken);
        IReadOnlyList<UnreadableObject> unreadable = await token.GetUnreadableObjectsAsync(cancellationToken);
        output.Line(Descriptions.Token(token.Info));
        if (identities.Count == 0)
            output.Line(Texts.Get("NoCertificates"));
        foreach (TokenIdentity identity in identities)
            Show(identity, output);
        if (unreadable.Count > 0)
            output.Line(Texts.Get("UnreadableObjects"));
        foreach (UnreadableObject one in unreadable)
            output.Line("   " + ObjectText.Describe(one));
        if (!logsIn)
            output.Line(Texts.Get("NotLoggedIn"));
        output.Json(
            new CertificatesDocument(
                TokenName.Of(token.Info), logsIn, [.. identities.Select(IdentityDetails.Of)], [.. unreadable.Select(UnreadableDetails.Of)]),
            JsonOutput.Types.CertificatesDocument);
    }

    private void Show(TokenIdentity identity, CommandOutput output)
    {
        output.Line(Printable.Of(identity.Certificate.Subject));
        output.Field("FieldSerial", identity.SerialNumber);
        output.Field("FieldValidity", Descriptions.Validity(identity.Certificate, Host.Time));
        output.Field("FieldPurpose", Descriptions.Purpose(identity.Certificate.Purpose));
        if (identity.Certificate.IsIdentifyDataUnreadable)
            output.Field("FieldProblem", Texts.Get("IdentifyDataUnreadable"));
        output.Field("FieldKeyManagement", Descriptions.KeyManagement(identity.KeyManagementCertificate));
        output.Field("FieldPrivateKey", Descriptions.YesNo(identity.HasPrivateKey));
        output.Field("FieldRandomValue", Descriptions.YesNo(identity.HasRandomValue));
    }
}
