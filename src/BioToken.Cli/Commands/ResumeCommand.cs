using System.CommandLine;
using BioToken.Npki;

namespace BioToken.Cli;

/// <summary><c>resume</c>: finishes an interrupted write, or rolls it back; <c>--abandon</c> abandons it.</summary>
internal sealed class ResumeCommand : CliCommand
{
    private readonly SecretOption _password;
    private readonly Option<string> _from = new("--from") { Description = Texts.Get("OptionFrom"), HelpName = "FOLDER" };
    private readonly Option<bool> _yes = new("--yes") { Description = Texts.Get("OptionYesResume") };
    private readonly Option<bool> _abandon = new("--abandon") { Description = Texts.Get("OptionAbandon") };
    private readonly SourceOptions _source;
    private readonly AuthenticationOptions _authentication;

    public ResumeCommand(CliHost host)
        : base(host, "resume", "CommandResume")
    {
        _password = new SecretOption(this, "--password-file", "OptionPasswordFile", "AskPassword");
        foreach (Option option in new Option[] { _from, _yes, _abandon })
            Options.Add(option);
        _source = new SourceOptions(this);
        _authentication = new AuthenticationOptions(this);
    }

    protected override async Task RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellationToken)
    {
        TokenSource source = _source.Read(parse);
        BioTokenOptions options = new();
        _authentication.Apply(parse, options);
        SecretSource password = _password.Read(parse);
        SecretSource pin = _authentication.PinSource(parse);
        using SecretReader secrets = SecretReader.Prepare(Host.Terminal, password, pin);
        await using TokenConnection connection = new(Host, source, options);
        IBioToken token = await connection.OpenEvenInGapAsync(cancellationToken);
        if (await token.GetUnfinishedAsync(cancellationToken) is not { } unfinished)
        {
            await FindNothingAsync(token.Info, connection, output, cancellationToken);
            return;
        }

        foreach (string line in UnfinishedText.Situation(unfinished))
            output.Note(line);
        if (parse.GetValue(_abandon))
        {
            await AbandonAsync(parse, token, unfinished, output, cancellationToken);
            return;
        }

        await Authentication.CheckPossibleAsync(token, options, secrets, pin, cancellationToken);
        using NpkiIdentity? identity = unfinished.State == UnfinishedState.Gap
            ? await SourceFolder.OpenAsync(unfinished, parse.GetValue(_from), secrets, password, cancellationToken)
            : null;
        if (identity is not null)
            output.Note(Texts.Format("PlanFrom", Printable.Of(identity.SourceFolder ?? "")));
        if (!parse.GetValue(_yes))
            await Question.ConfirmAsync(Host.Terminal, Texts.Get("AskResume"), cancellationToken);
        await Authentication.RunAsync(token, secrets, pin, output, cancellationToken);
        ResumeOutcome outcome = await new TokenChange(Host, output, connection, token.Info).RunAsync(
            Texts.Get("Resuming"), (progress, cancel) => token.ResumeAsync(unfinished, identity, progress, cancel));
        ShowResult(token.Info, unfinished, "Resume" + outcome, JsonOutput.NameOf(outcome), output);
    }

    private static async Task FindNothingAsync(
        BioTokenInfo token, TokenConnection connection, CommandOutput output, CancellationToken cancellationToken)
    {
        UnfinishedWrite[] others = [.. await connection.ListUnfinishedOfOthersAsync(own: null, cancellationToken)];
        if (others.Length > 0)
        {
            throw CliException.Of(
                ExitCode.TokenNotFound, "UnfinishedOnOtherToken", Descriptions.Token(token),
                string.Join(", ", others.Select(UnfinishedText.Token)));
        }

        output.Line(Texts.Format("PlanToken", Descriptions.Token(token)));
        output.Line(Texts.Get("NothingUnfinished"));
        output.Json(new ResumeDocument(TokenName.Of(token), "nothing", null, null), JsonOutput.Types.ResumeDocument);
    }

    private async Task AbandonAsync(
        ParseResult parse, IBioToken token, UnfinishedWrite unfinished, CommandOutput output, CancellationToken cancellationToken)
    {
        output.Note(Texts.Get(unfinished.State == UnfinishedState.Gap ? "AbandonGapWarning" : "AbandonWarning"));
        if (!parse.GetValue(_yes))
            await Question.ConfirmAsync(Host.Terminal, Texts.Get("AskAbandon"), cancellationToken);
        await token.AbandonAsync(unfinished, cancellationToken);
        ShowResult(token.Info, unfinished, "ResumeAbandoned", "abandoned", output);
    }

    private static void ShowResult(BioTokenInfo token, UnfinishedWrite unfinished, string text, string outcome, CommandOutput output)
    {
        output.Line(Texts.Get(text));
        output.Json(
            new ResumeDocument(TokenName.Of(token), outcome, unfinished.NewSerialNumber, unfinished.OldSerialNumber),
            JsonOutput.Types.ResumeDocument);
    }
}
