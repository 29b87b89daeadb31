using System.CommandLine;
using BioToken.Cli.Errors;
using BioToken.Cli.Hosting;
using BioToken.Cli.Options;
using BioToken.Cli.Output;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;

namespace BioToken.Cli.Help;

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
            string[] topic = parse.GetValue(_topic) ?? [];
            if (parse.GetValue<bool>(GlobalOptions.JsonName))
                ShowJson(host.Terminal.Output, topic);
            else
                Show(HelpPage.For(host.Terminal), topic);
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

    private void ShowJson(TextWriter output, string[] topic)
    {
        Command root = CommandPath.RootOf(this);
        if (topic is [ExitCodes])
            JsonOutput.Write(output, HelpJson.ExitCodes(), JsonOutput.Types.ExitCodesDocument);
        else
            JsonOutput.Write(
                output,
                topic is [SharedOptions] ? HelpJson.OfCommonOptions(root) : HelpJson.Of(topic.Aggregate(root, Find)),
                JsonOutput.Types.HelpDocument);
    }

    private static Command Find(Command group, string name)
        => group.Subcommands.FirstOrDefault(command => command.Name == name || command.Aliases.Contains(name))
            ?? throw new CliException(
                ExitCode.Usage,
                Texts.Format("CommandUnknown", Printable.Of(name))
                    + Suggestion.For(name, [.. group.Subcommands.Select(command => command.Name), ExitCodes, SharedOptions]));
}
