using System.Globalization;
using System.Text;

namespace BioToken.Cli.Output.Text;

/// <summary>
/// Texts of a token or a file: control and format characters, such as those for the writing direction, could show anything on the terminal.
/// </summary>
internal static class Printable
{
    /// <summary>A text on one line.</summary>
    public static string Of(string text) => Replace(text, isLines: false, static _ => "?");

    /// <summary>A text of several lines, with the marks of <see cref="Tone"/>.</summary>
    public static string Lines(string text) => Replace(text, isLines: true, static _ => "?");

    /// <summary>
    /// Escapes these characters in a JSON document. They occur only in its strings, since its indentation consists of spaces and line
    /// breaks.
    /// </summary>
    public static string Json(string document) => Replace(document, isLines: true, Escape);

    private static string Replace(string text, bool isLines, Func<Rune, string> replacement)
    {
        StringBuilder result = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isPrivateUse = !isLines && Rune.GetUnicodeCategory(rune) == UnicodeCategory.PrivateUse;
            bool isLineEnd = isLines && (rune.Value is '\n' or '\r');
            if ((IsUnprintable(rune) || isPrivateUse) && !isLineEnd)
                result.Append(replacement(rune));
            else
                result.Append(rune.ToString());
        }

        return result.ToString();
    }

    private static string Escape(Rune rune) => string.Concat(rune.ToString().Select(c => $"\\u{(int)c:X4}"));

    private static bool IsUnprintable(Rune rune)
        => Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
