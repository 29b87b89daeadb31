using System.CommandLine;
using BioToken.Cli.Help;
using BioToken.Cli.Options;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;

namespace BioToken.Cli;

/// <summary>
/// The errors of a command line in this command's texts: those of System.CommandLine are partly English in every language.
/// </summary>
internal static class UsageErrors
{
    public static string Describe(ParseResult parse)
    {
        string[] known = [.. Unmatched(parse), .. Missing(parse), .. Options(parse), .. OwnErrors(parse)];
        string text = string.Join(
            ' ', known.Length > 0 ? known.Distinct(StringComparer.Ordinal) : parse.Errors.Select(error => error.Message));
        return Texts.Format("UsageInvalid", text, CommandPath.Of(parse.CommandResult.Command));
    }

    /// <summary>Whether a command is missing or unknown, so that the list of commands helps.</summary>
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
                string[] names =
                    [.. command.Options.Concat(CommonOptions.Of(command)).Select(option => option.Name).Distinct(StringComparer.Ordinal)];
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
        foreach (Option option in command.Options.Concat(CommonOptions.Of(command)).DistinctBy(
            option => option.Name, StringComparer.Ordinal))
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
        => parse.Errors.Where(OptionErrors.IsOwn).Select(OptionErrors.TextOf);
}
