using System.CommandLine;
using BioToken.Cli.Errors;
using BioToken.Cli.Hosting;
using BioToken.Cli.Options;
using BioToken.Cli.Output;
using BioToken.Cli.Output.Documents.Certificates;
using BioToken.Cli.Output.Documents.Tokens;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;
using BioToken.Cli.Secrets;
using BioToken.Cli.Tokens;
using BioToken.Cli.Tokens.Unfinished;
using BioToken.Errors;
using BioToken.Npki.Identities;
using BioToken.Tokens;
using BioToken.Writing;

namespace BioToken.Cli.Commands.Tokens;

/// <summary><c>resume</c>: finishes an interrupted write, or rolls it back; <c>--abandon</c> abandons it.</summary>
internal sealed class ResumeCommand : CliCommand
{
    private readonly SecretOption _password;
    private readonly Option<string> _from = new("--from") { Description = Texts.Get("OptionFrom"), HelpName = "FOLDER" };
    private readonly Option<bool> _yes = new("--yes") { Description = Texts.Get("OptionYesResume") };
    private readonly Option<bool> _abandon = new("--abandon") { Description = Texts.Get("OptionAbandon") };
    private readonly AccessOptions _access;

    public ResumeCommand(CliHost host)
        : base(host, "resume", "CommandResume")
    {
        _password = new SecretOption(this, "--password-file", "OptionPasswordFile", "AskPassword");
        foreach (Option option in new Option[] { _from, _yes, _abandon })
            Options.Add(option);
        _access = new AccessOptions(this);
    }

    protected override async Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        TokenAccess access = _access.Read(parse);
        SecretSource password = _password.Read(parse);
        using SecretReader secrets = SecretReader.Prepare(Host.Terminal, password, access.Pin);
        await using TokenConnection connection = new(Host, access.Source, access.Options);
        IBioToken token = await connection.OpenEvenInGapAsync(cancellationToken);
        bool abandons = parse.GetValue(_abandon);
        Task<InterruptedWrite?> finding = abandons
            ? FindAnyAsync(token, connection, cancellationToken)
            : token.Recovery.GetInterruptedWriteAsync(cancellationToken);
        if (await finding is not { } unfinished)
        {
            await FindNothingAsync(token.Info, connection, output, cancellationToken);
            return;
        }

        if (abandons)
        {
            await AbandonAsync(parse, token, unfinished, output, cancellationToken);
            return;
        }

        await connection.RequireJournalAsync(cancellationToken);
        // Checked even if the source is not needed: a wrong folder indicates the wrong token or another copy.
        if (parse.GetValue(_from) is { } named && unfinished.NewSerialNumber is not null)
            SourceFolder.Read(unfinished, named);
        EarlierWrite earlier = new(Host, output, token, unfinished);
        await earlier.ShowAsync(cancellationToken);
        TokenLogin login = new(token, access, secrets, output);
        await login.CheckPossibleAsync(cancellationToken);
        using NpkiIdentity? identity = unfinished.State == InterruptedWriteState.Gap
            ? await SourceFolder.OpenAsync(unfinished, parse.GetValue(_from), secrets, password, cancellationToken)
            : null;
        if (identity is not null)
            output.Note(Texts.Format("PlanFrom", Printable.Of(identity.SourceFolder ?? "")));
        await earlier.ConfirmAsync(parse.GetValue(_yes), cancellationToken);
        await login.RunAsync(cancellationToken);
        await earlier.ConfirmHiddenAsync(parse.GetValue(_yes), cancellationToken);
        TokenChange change = new(Host, output, connection, token.Info);
        ResumeOutcome outcome = await change.RunAsync(
            Texts.Get("Resuming"), (progress, cancel) => token.Recovery.ResumeAsync(unfinished, identity, progress, cancel));
        ShowResult(token.Info, unfinished, "Resume" + outcome, JsonName.Of(outcome), change.Verified, output);
    }

    /// <summary>
    /// The interrupted write of this token; else of one with its number, which is not connected, or is this one after another program
    /// changed it.
    /// </summary>
    private static async Task<InterruptedWrite?> FindAnyAsync(
        IBioToken token, TokenConnection connection, CancellationToken cancellationToken)
    {
        InterruptedWrite? own = null;
        try
        {
            own = await token.Recovery.GetInterruptedWriteAsync(cancellationToken);
        }
        catch (BioTokenException e) when (e.Reason == BioTokenError.TokenAmbiguous)
        {
            // Several may be its own: they are abandoned one by one, each by its description.
        }

        return own ?? (await connection.ListInterruptedWritesAsync(cancellationToken))
            .FirstOrDefault(unfinished => unfinished.MayBeOf(token.Info));
    }

    private static async Task FindNothingAsync(
        BioTokenInfo token, TokenConnection connection, CommandOutput output, CancellationToken cancellationToken)
    {
        InterruptedWrite[] others = [.. await connection.ListUnfinishedOfOthersAsync(own: null, cancellationToken)];
        if (others.Length > 0)
        {
            throw CliException.Of(
                ExitCode.TokenNotFound, "InterruptedOnOtherToken", Descriptions.Token(token),
                string.Join(", ", others.Select(InterruptedWriteText.Token)));
        }

        output.Line(Texts.Format("PlanToken", Descriptions.Token(token)));
        output.Line(Texts.Get("NothingInterrupted"));
        output.Json(new ResumeDocument(TokenName.Of(token), "nothing", null, null, []), JsonOutput.Types.ResumeDocument);
    }

    private async Task AbandonAsync(
        ParseResult parse, IBioToken token, InterruptedWrite unfinished, CommandOutput output, CancellationToken cancellationToken)
    {
        foreach (string line in InterruptedWriteText.Situation(unfinished))
            output.Note(line);
        output.Note(Texts.Get(unfinished.State == InterruptedWriteState.Gap ? "AbandonGapWarning" : "AbandonWarning"));
        if (!parse.GetValue(_yes))
            await Question.ConfirmAsync(Host.Terminal, Texts.Get("AskAbandon"), cancellationToken);
        await token.Recovery.AbandonAsync(unfinished, cancellationToken);
        ShowResult(token.Info, unfinished, "ResumeAbandoned", "abandoned", [], output);
    }

    private static void ShowResult(
        BioTokenInfo token,
        InterruptedWrite unfinished,
        string text,
        string outcome,
        IReadOnlyList<VerifiedKey> verified,
        CommandOutput output)
    {
        output.Line(Texts.Get(text));
        foreach (VerifiedKey key in verified)
            output.Line(key.Text);
        output.Json(
            new ResumeDocument(
                TokenName.Of(token), outcome, unfinished.NewSerialNumber, unfinished.OldSerialNumber, VerifiedDetails.Of(verified)),
            JsonOutput.Types.ResumeDocument);
    }
}
