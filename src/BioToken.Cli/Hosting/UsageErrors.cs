using System.CommandLine;
using System.CommandLine.Parsing;
using BioToken.Cli.Help;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;

namespace BioToken.Cli.Hosting;

/// <summary>What is wrong with a command line, in the words of this tool: those of System.CommandLine are partly English in every language.</summary>
internal static class UsageErrors
{
    // Marks a text of this tool among the parser's errors.
    private const char Own = '\u001F';

    /// <summary>Adds an error of a validator.</summary>
    public static void AddOwn(this SymbolResult result, string text) => result.AddError(Own + text);

    /// <summary>Refuses a value that is not one of some words.</summary>
    public static void OneOf(this Option<string> option, params string[] words) => option.Validators.Add(result =>
    {
        foreach (Token token in result.Tokens.Where(token => !words.Contains(token.Value, StringComparer.Ordinal)))
        {
            string text = Texts.Format("ChoiceInvalid", result.Option.Name, Printable.Of(token.Value), string.Join(", ", words));
            result.AddOwn(text + Suggestion.For(token.Value, words));
        }
    });

    /// <summary>Whether an error of the parser is a text of this tool.</summary>
    public static bool IsOwn(ParseError error) => error.Message.StartsWith(Own);

    public static string Describe(ParseResult parse)
    {
        string[] known = [.. Unmatched(parse), .. Missing(parse), .. Options(parse), .. OwnErrors(parse)];
        string text = string.Join(' ', known.Length > 0 ? known.Distinct(StringComparer.Ordinal) : parse.Errors.Select(error => error.Message));
        return Texts.Format("UsageInvalid", text, CommandPath.Of(parse.CommandResult.Command));
    }

    /// <summary>Whether a command is missing or unknown, so that the list of them is what helps.</summary>
    public static bool IsAboutCommand(ParseResult parse) => parse.CommandResult.Command.Subcommands.Count > 0;

    private static IEnumerable<string> Unmatched(ParseResult parse)
    {
        Command command = parse.CommandResult.Command;
        if (command.Subcommands.Count > 0 && parse.UnmatchedTokens.Count == 0)
            yield return Texts.Get("CommandMissing");
        foreach (string word in parse.UnmatchedTokens)
        {
            if (word.StartsWith('-') && word.Length > 1)
            {
                string[] names = [.. command.Options.Concat(CommonOptions.Of(command)).Select(option => option.Name).Distinct(StringComparer.Ordinal)];
                yield return Texts.Format("OptionUnknown", Printable.Of(word)) + Suggestion.For(word, names);
            }
            else if (command.Subcommands.Count > 0)
            {
                yield return Texts.Format("CommandUnknown", Printable.Of(word))
                    + Suggestion.For(word, command.Subcommands.Select(sub => sub.Name));
                yield break;
            }
            else
            {
                yield return Texts.Format("ArgumentExtra", Printable.Of(word));
            }
        }
    }

    private static IEnumerable<string> Missing(ParseResult parse)
    {
        Command command = parse.CommandResult.Command;
        foreach (Argument argument in command.Arguments)
        {
            if ((parse.GetResult(argument)?.Tokens.Count ?? 0) < argument.Arity.MinimumNumberOfValues)
                yield return Texts.Format("ArgumentMissing", HelpPage.Placeholder(argument), argument.Description);
        }

        foreach (Option option in command.Options.Where(option => option.Required && parse.GetResult(option) is null or { Implicit: true }))
        {
            if (option.Required)
                yield return Texts.Format("OptionMissing", HelpPage.Term(option), option.Description);
        }
    }

    private static IEnumerable<string> Options(ParseResult parse)
    {
        Command command = parse.CommandResult.Command;
        foreach (Option option in command.Options.Concat(CommonOptions.Of(command)).DistinctBy(option => option.Name, StringComparer.Ordinal))
        {
            if (parse.GetResult(option) is not { Implicit: false } result)
                continue;
            if (result.Tokens.Count < option.Arity.MinimumNumberOfValues)
                yield return Texts.Format("OptionValueMissing", HelpPage.Term(option));
            else if (result.Tokens.Count > option.Arity.MaximumNumberOfValues)
                yield return Texts.Format("OptionTwice", option.Name);
        }
    }

    private static IEnumerable<string> OwnErrors(ParseResult parse)
        => parse.Errors.Where(IsOwn).Select(error => error.Message[1..]);
}
