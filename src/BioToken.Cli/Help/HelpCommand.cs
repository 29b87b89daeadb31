using System.CommandLine;

namespace BioToken.Cli;

/// <summary><c>help</c>: the help of a command, the exit codes, or the options that commands share.</summary>
internal sealed class HelpCommand : Command
{
    private const string ExitCodes = "exit-codes";
    private const string SharedOptions = "options";

    private readonly Argument<string[]> _topic = new("TOPIC")
    {
        Description = Texts.Get("ArgumentTopic"),
        Arity = ArgumentArity.ZeroOrMore,
    };

    public HelpCommand(CliHost host)
        : base("help", Texts.Get("CommandHelp"))
    {
        Arguments.Add(_topic);
        SetAction(parse =>
        {
            Show(HelpPage.For(host.Terminal), parse.GetValue(_topic) ?? []);
            return (int)ExitCode.Ok;
        });
    }

    private void Show(HelpPage page, string[] topic)
    {
        Command root = CommandPath.RootOf(this);
        if (topic is [ExitCodes])
            page.WriteExitCodes();
        else if (topic is [SharedOptions])
            page.WriteCommonOptions(root);
        else
            page.Write(topic.Aggregate(root, Find));
    }

    private static Command Find(Command group, string name)
        => group.Subcommands.FirstOrDefault(command => command.Name == name || command.Aliases.Contains(name))
            ?? throw new CliException(
                ExitCode.Usage,
                Texts.Format("CommandUnknown", Printable.Of(name))
                    + Suggestion.For(name, [.. group.Subcommands.Select(command => command.Name), ExitCodes, SharedOptions]));
}
