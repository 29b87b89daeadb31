using System.CommandLine;
using System.CommandLine.Parsing;
using BioToken.Cli.Output.Text;
using BioToken.Cli.Resources;

namespace BioToken.Cli.Options;

/// <summary>
/// Errors of options and arguments in the words of this tool: those of System.CommandLine are partly English in every language.
/// </summary>
internal static class OptionErrors
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

    /// <summary>The text of such an error.</summary>
    public static string TextOf(ParseError error) => error.Message[1..];
}
