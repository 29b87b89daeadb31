namespace BioToken.Cli.Output.Text;

/// <summary>
/// Breaks lines between words, by cells of the terminal. Parts joined by no-break spaces, such as date and time, are not broken.
/// </summary>
internal static class TextWrap
{
    private const char NoBreak = '\u00A0';

    /// <summary>Joins words by no-break spaces.</summary>
    public static string Whole(string words) => words.Replace(' ', NoBreak);

    /// <summary>The text with plain spaces.</summary>
    public static string Plain(string text) => text.Replace(NoBreak, ' ');

    /// <summary>Whether a text has such a part.</summary>
    public static bool HasWhole(string text) => text.Contains(NoBreak, StringComparison.Ordinal);

    /// <summary>The lines of a text, with plain spaces only.</summary>
    /// <param name="text">The text, one line.</param>
    /// <param name="width">Cells of a line; a longer word is not broken. Null for one line.</param>
    /// <param name="indent">Spaces in front of every line but the first.</param>
    public static IEnumerable<string> Lines(string text, int? width, int indent = 0)
    {
        if (width is not { } cells || TextWidth.Of(text) <= cells)
        {
            yield return text.Replace(NoBreak, ' ');
            yield break;
        }

        string line = text[..(text.Length - text.TrimStart(' ').Length)];
        bool isEmpty = true;
        foreach (string word in text.TrimStart(' ').Split(' '))
        {
            if (!isEmpty && TextWidth.Of(line) + 1 + TextWidth.Of(word) > cells)
            {
                yield return line.Replace(NoBreak, ' ');
                (line, isEmpty) = (new string(' ', indent), true);
            }

            line += isEmpty ? word : ' ' + word;
            isEmpty = false;
        }

        yield return line.Replace(NoBreak, ' ');
    }
}
