using System.Globalization;

namespace BioToken.Cli;

/// <summary>Texts that a token or a file chose: control and format characters would let it write anything on the terminal.</summary>
internal static class Printable
{
    public static string Of(string text) => string.Concat(text.Select(c => IsUnprintable(c) ? '?' : c));

    private static bool IsUnprintable(char character) => char.IsControl(character)
        || char.GetUnicodeCategory(character)
            is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
