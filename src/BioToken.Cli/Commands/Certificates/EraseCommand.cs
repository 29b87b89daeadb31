using System.CommandLine;
using BioToken.Cli.Errors;
using BioToken.Cli.Hosting;
using BioToken.Cli.Options;
using BioToken.Cli.Output;
using BioToken.Cli.Output.Documents.Certificates;
using BioToken.Cli.Output.Documents.Tokens;
using BioToken.Cli.Resources;
using BioToken.Cli.Secrets;
using BioToken.Cli.Tokens;
using BioToken.Cli.Tokens.Unfinished;
using BioToken.Identities;
using BioToken.Writing;
using BioToken.Writing.Plans;

namespace BioToken.Cli.Commands.Certificates;

/// <summary><c>erase</c>: removes one certificate with its keys, and nothing else.</summary>
internal sealed class EraseCommand : CliCommand
{
    private readonly Argument<string> _serial = new("SERIAL") { Description = Texts.Get("ArgumentSerial") };
    private readonly Option<bool> _yes = new("--yes") { Description = Texts.Get("OptionYesErase") };
    private readonly AccessOptions _access;

    public EraseCommand(CliHost host)
        : base(host, "erase", "CommandErase")
    {
        Arguments.Add(_serial);
        _access = new AccessOptions(this);
        Options.Add(_yes);
    }

    protected override async Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        string serial = SerialNumber.Parse(parse.GetRequiredValue(_serial));
        TokenAccess access = _access.Read(parse);
        using SecretReader secrets = SecretReader.Prepare(Host.Terminal, access.Pin);
        await using TokenConnection connection = new(Host, access.Source, access.Options);
        await connection.RequireJournalAsync(cancellationToken);
        IBioToken token = await connection.OpenAsync(cancellationToken);
        InterruptedWrite? unfinished = await token.Recovery.GetInterruptedWriteAsync(cancellationToken);
        TokenIdentity identity = await FindAsync(token, serial, connection, unfinished, cancellationToken);
        TokenLogin login = new(token, access, secrets, output);
        await login.CheckPossibleAsync(cancellationToken);

        output.Note(Texts.Format("PlanToken", Descriptions.Token(token.Info)));
        output.Note(Texts.Format("PlanErase", Descriptions.Certificate(identity.Certificate, Host.Time)));
        if (identity.KeyManagementCertificate is { } km)
            output.Note(Texts.Format("PlanKeyManagement", km.SerialNumber));
        EarlierWrite? earlier = unfinished is null ? null : new EarlierWrite(Host, output, token, unfinished);
        if (earlier is not null)
        {
            output.Note(Texts.Get("SettledFirst"));
            await earlier.ShowAsync(cancellationToken);
        }

        if (!parse.GetValue(_yes))
            await Question.ConfirmAsync(Host.Terminal, Texts.Get("AskErase"), cancellationToken);

        await login.RunAsync(cancellationToken);
        TokenChange change = new(Host, output, connection, token.Info);
        if (earlier is not null)
        {
            await earlier.ConfirmHiddenAsync(parse.GetValue(_yes), cancellationToken);
            await change.RunAsync(
                Texts.Get("Resuming"), (progress, cancel) => token.Recovery.ResumeAsync(unfinished!, source: null, progress, cancel));
            identity = TokenCertificates.Require(await token.GetIdentitiesAsync(cancellationToken), serial);
        }

        IReadOnlyList<PlannedObject> remaining = await FindRemainingAsync(token, identity, cancellationToken);
        await change.RunAsync(Texts.Get("Erasing"), async (progress, cancel) =>
        {
            await token.EraseAsync(identity, options: null, progress, cancel);
            return true;
        });
        output.Line(Texts.Format("Erased", identity.SerialNumber));
        if (remaining.Count > 0)
            output.Line(Texts.Get("ErasedRemaining"));
        foreach (PlannedObject one in remaining)
            output.Line("   " + ObjectText.Describe(one.Kind, one.Label, one.Id));
        output.Json(
            new ChangeDocument(
                TokenName.Of(token.Info),
                Written: null,
                CertificateDetails.Of(identity.Certificate),
                Verified: [],
                [.. remaining.Select(ObjectDetails.Of)]),
            JsonOutput.Types.ChangeDocument);
    }

    /// <summary>The objects that stay: known only now, since private keys are hidden before the login.</summary>
    private static async Task<IReadOnlyList<PlannedObject>> FindRemainingAsync(
        IBioToken token, TokenIdentity identity, CancellationToken cancellationToken)
    {
        IReadOnlyList<TokenIdentity> identities = await token.GetIdentitiesAsync(cancellationToken);
        return identities.FirstOrDefault(seen => seen.Certificate.IsSameAs(identity.Certificate))?.RemainingObjects ?? [];
    }

    private static async Task<TokenIdentity> FindAsync(
        IBioToken token, string serial, TokenConnection connection, InterruptedWrite? unfinished, CancellationToken cancellationToken)
    {
        try
        {
            return TokenCertificates.Require(await token.GetIdentitiesAsync(cancellationToken), serial);
        }
        catch (CliException e) when (unfinished is not null)
        {
            // An earlier erasure may already have erased its certificate.
            throw new StoppedException(e, connection.NextStep(unfinished));
        }
    }
}
