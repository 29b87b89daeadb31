using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using BioToken.Cli.Errors;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;
using BioToken.Cli.Terminal;

namespace BioToken.Cli.Help;

/// <summary>
/// The help of one command, on one screen: its purpose, usage, an example, and its own arguments and options; shared options are listed by
/// name. Written here, since System.CommandLine's own is partly English in every language and counts a Korean letter as one cell.
/// </summary>
internal sealed partial class HelpPage(TextWriter output, int width)
{
    /// <summary>Longer lines are hard to read.</summary>
    public const int MaxWidth = 100;

    private const int MaxTermWidth = 26;
    private const int Gap = 2;

    /// <summary>A page for a terminal, or for a file or pipe.</summary>
    public static HelpPage For(ITerminal terminal) => new(terminal.Output, Math.Min(terminal.Width ?? MaxWidth, MaxWidth));

    /// <summary>Writes the help of a command.</summary>
    public void Write(Command command)
    {
        Paragraph(command.Description ?? "");
        output.WriteLine();
        Paragraph($"{Texts.Get("HelpUsage")} {Usage(command)}");
        Paragraph($"{Texts.Get("HelpExample")} {HelpExamples.Of(command)}");
        Option[] options = [.. command.Options.Where(option => !option.Hidden)];
        Table("HelpCommands", command.Subcommands.Where(sub => !sub.Hidden).Select(sub => (Term(sub), sub.Description ?? "")));
        Table("HelpArguments", command.Arguments.Select(argument => (Placeholder(argument), argument.Description ?? "")));
        Table("HelpOptions", options.Where(option => !CommonOptions.Contains(option)).Select(Row));
        output.WriteLine();
        Paragraph(
            $"{Texts.Get("HelpCommon")} {string.Join(", ", CommonOptions.Of(command).Select(option => TextWrap.Whole(Term(option))))}");
        Paragraph(Texts.Get(command.Parents.Any() ? "HelpMore" : "HelpMoreOfRoot"));
    }

    /// <summary>Writes the options that many commands share.</summary>
    public void WriteCommonOptions(Command root)
        => Table("HelpCommonTitle", CommonOptions.All(root).Select(Row));

    /// <summary>Writes the exit codes.</summary>
    public void WriteExitCodes()
        => Table("ExitCodesTitle", Enum.GetValues<ExitCode>()
            .Select(code => (((int)code).ToString(CultureInfo.InvariantCulture).PadLeft(3), Texts.Get("Exit" + code))));

    /// <summary>The way to call a command, without the word for usage.</summary>
    public static string Usage(Command command)
    {
        List<string> words = [CommandPath.Of(command)];
        words.AddRange(command.Arguments.Select(
            argument => argument.Arity.MinimumNumberOfValues == 0 ? $"[{Placeholder(argument)}]" : Placeholder(argument)));
        words.AddRange(command.Options.Where(option => option.Required).Select(RequiredTerm));
        words.Add(TextWrap.Whole(Texts.Get(command.Subcommands.Count > 0 ? "HelpCommandWord" : "HelpOptionsWord")));
        return string.Join(' ', words);
    }

    // A list of choices is part of the option's description.
    private static string RequiredTerm(Option option)
        => option.HelpName?.Contains('|', StringComparison.Ordinal) == true ? $"{option.Name} {Translate("VALUE")}" : Term(option);

    /// <summary>An option with the word for its value.</summary>
    public static string Term(Option option)
    {
        string name = option.Aliases.Contains("-h") ? "-h, " + option.Name : option.Name;
        if (option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool))
            return name;
        string value = Translate(option.HelpName ?? "VALUE");
        return option.Arity.MinimumNumberOfValues == 0 ? $"{name} [{value}]" : $"{name} {value}";
    }

    /// <summary>The word for an argument.</summary>
    public static string Placeholder(Argument argument) => Translate(argument.HelpName ?? argument.Name);

    private static string Term(Command command)
        => string.Join(
            ' ', [command.Name, .. command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0).Select(Placeholder)]);

    private static (string Term, string Text) Row(Option option) => (Term(option), option.Description ?? "");

    private static string Translate(string placeholders)
        => Capitals().Replace(placeholders, match => Texts.Find("Word_" + match.Value) ?? match.Value);

    private void Table(string title, IEnumerable<(string Term, string Text)> rows)
    {
        (string Term, string Text)[] all = [.. rows];
        if (all.Length == 0)
            return;
        output.WriteLine();
        output.WriteLine(Texts.Get(title));
        int column = Gap + Math.Min(MaxTermWidth, all.Max(row => TextWidth.Of(row.Term))) + Gap;
        foreach ((string term, string text) in all)
        {
            string start = TextWidth.Pad(new string(' ', Gap) + term, column);
            bool isLong = TextWidth.Of(start) > column;
            if (isLong)
                output.WriteLine(start);
            bool isFirst = !isLong;
            foreach (string line in TextWrap.Lines(text, width - column))
            {
                output.WriteLine((isFirst ? start : new string(' ', column)) + line);
                isFirst = false;
            }
        }
    }

    private void Paragraph(string text)
    {
        foreach (string line in TextWrap.Lines(text, width, indent: Gap))
            output.WriteLine(line);
    }

    [GeneratedRegex("(?<![a-z0-9-])[A-Z]+(?![a-z0-9-])", RegexOptions.None, 1000)]
    private static partial Regex Capitals();
}
