using System.CommandLine;
using BioToken.Cli.Errors;
using BioToken.Cli.Output.Documents;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;

namespace BioToken.Cli.Help;

/// <summary>The help as JSON documents.</summary>
internal static class HelpJson
{
    /// <summary>The help of a command.</summary>
    public static HelpDocument Of(Command command) => new(
        CommandPath.Of(command),
        command.Description,
        TextWrap.Plain(HelpPage.Usage(command)),
        TextWrap.Plain(HelpExamples.PlainOf(command)),
        [.. command.Subcommands.Where(sub => !sub.Hidden).Select(sub => new HelpEntry(sub.Name, sub.Description ?? ""))],
        [.. command.Arguments.Select(argument => new HelpEntry(HelpPage.Placeholder(argument), argument.Description ?? ""))],
        [
            .. command.Options.Where(option => !option.Hidden && !CommonOptions.Contains(option)).Concat(CommonOptions.Of(command))
                .Select(Entry),
        ]);

    /// <summary>The options that many commands have.</summary>
    public static HelpDocument OfCommonOptions(Command root)
        => new(Command: null, Description: null, Usage: null, Example: null, [], [], [.. CommonOptions.All(root).Select(Entry)]);

    /// <summary>The exit codes.</summary>
    public static ExitCodesDocument ExitCodes()
        => new([.. Enum.GetValues<ExitCode>().Select(code => new ExitCodeDetails(JsonName.Of(code), (int)code, Texts.Get("Exit" + code)))]);

    private static HelpEntry Entry(Option option) => new(TextWrap.Plain(HelpPage.Term(option)), option.Description ?? "");
}
