using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using BioToken.Cli.Commands.Certificates;
using BioToken.Cli.Commands.Npki;
using BioToken.Cli.Commands.Simulator;
using BioToken.Cli.Commands.Tokens;
using BioToken.Cli.Errors;
using BioToken.Cli.Help;
using BioToken.Cli.Hosting;
using BioToken.Cli.Options;
using BioToken.Cli.Output;
using BioToken.Cli.Resources;
using BioToken.Cli.Terminal;

namespace BioToken.Cli;

/// <summary>The command tree, and the handling around every command.</summary>
internal static class CommandLine
{
    private const string Name = "biotoken";

    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">The words after the command's name.</param>
    /// <param name="terminal">The terminal.</param>
    /// <param name="time">The clock.</param>
    /// <param name="listensToSignals">Whether Ctrl+C is handled.</param>
    /// <param name="journalDirectory">The journal's directory unless an option specifies one; null for the user's default.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments,
        ITerminal terminal,
        TimeProvider time,
        bool listensToSignals = true,
        string? journalDirectory = null)
    {
        Language.Apply(arguments);
        using Interruption interruption = new(terminal.Error);
        if (listensToSignals)
            interruption.Listen();
        CliHost host = new(terminal, interruption, time, journalDirectory ?? BioTokenOptions.DefaultJournalDirectory);
        ParseResult parse = CreateRoot(host).Parse(arguments);
        try
        {
            if (ShowsHelpOnly(parse))
                return new HelpPageAction(terminal).Invoke(parse);
            if (parse.Action is ParseErrorAction || (parse.Action is not HelpPageAction && parse.Errors.Count > 0))
                throw new CliException(ExitCode.Usage, UsageErrors.Describe(parse));
            // Signals are ours, since a write must not be cut short; exceptions are ours, since each has its exit code.
            InvocationConfiguration configuration = new()
            {
                Output = terminal.Output,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parse.InvokeAsync(configuration, interruption.Token);
        }
        catch (Exception e)
        {
            bool isJson = IsJson(parse);
            ExitCode code = ErrorReport.Write(e, terminal, isJson);
            if (code == ExitCode.Usage && !isJson && UsageErrors.IsAboutCommand(parse))
                new HelpPage(terminal.Error, terminal.Width ?? HelpPage.MaxWidth).Write(parse.CommandResult.Command);
            return (int)code;
        }
    }

    // A command group alone shows its help; with JSON output it is an error.
    private static bool ShowsHelpOnly(ParseResult parse)
        => parse.CommandResult.Command.Subcommands.Count > 0
            && parse.UnmatchedTokens.Count == 0
            && !IsJson(parse)
            && parse.Action is ParseErrorAction
            && !parse.Errors.Any(OptionErrors.IsOwn);

    private static bool IsJson(ParseResult parse) => parse.GetResult(GlobalOptions.JsonName) is OptionResult { Implicit: false };

    /// <summary>Makes the tree. The texts are those of the language of now.</summary>
    internal static Command CreateRoot(CliHost host)
    {
        // A RootCommand would be called after the assembly, which cannot have the command's name.
        Command root = new(Name, Texts.Get("CommandRoot"));
        HelpOption help = new() { Description = Texts.Get("OptionHelp"), Recursive = true };
        help.Action = new HelpPageAction(host.Terminal);
        root.Options.Add(help);
        root.Options.Add(new VersionOption { Description = Texts.Get("OptionVersion") });
        foreach (Option option in GlobalOptions.Create())
            root.Options.Add(option);
        root.Subcommands.Add(new VendorsCommand(host));
        root.Subcommands.Add(new ListCommand(host));
        root.Subcommands.Add(new CertificatesCommand(host));
        root.Subcommands.Add(new PlanCommand(host));
        root.Subcommands.Add(new CopyCommand(host));
        root.Subcommands.Add(new StatusCommand(host));
        root.Subcommands.Add(new ResumeCommand(host));
        root.Subcommands.Add(new EraseCommand(host));
        root.Subcommands.Add(new SignCommand(host));
        root.Subcommands.Add(new PinCommand(host));
        root.Subcommands.Add(
            Group("npki", "CommandNpki", new NpkiListCommand(host), new NpkiShowCommand(host), new NpkiPasswordCommand(host)));
        root.Subcommands.Add(Group("password", "CommandPassword", new PasswordCheckCommand(host)));
        root.Subcommands.Add(Group("sim", "CommandSim", [.. SimulatorCommands(host)]));
        root.Subcommands.Add(new HelpCommand(host));
        return root;
    }

    private static IEnumerable<Command> SimulatorCommands(CliHost host) =>
    [
        new SimCreateCommand(host), new SimShowCommand(host), new SimInsertCommand(host), new SimRemoveCommand(host),
        new SimEnrollCommand(host), new SimTouchCommand(host), new SimScriptCommand(host), new SimFaultsCommand(host),
        new SimResetCommand(host),
    ];

    private static Command Group(string name, string description, params ReadOnlySpan<Command> commands)
    {
        Command group = new(name, Texts.Get(description));
        foreach (Command command in commands)
            group.Subcommands.Add(command);
        return group;
    }
}
