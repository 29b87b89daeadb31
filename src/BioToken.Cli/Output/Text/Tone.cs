namespace BioToken.Cli.Output.Text;

/// <summary>Marks a part of a text for a color. The marks are private characters, which no name keeps (<see cref="Printable"/>).</summary>
internal static class Tone
{
    private const char RedStart = '\uE0E0';
    private const char YellowStart = '\uE0E1';
    private const char End = '\uE0E2';

    /// <summary>Something is wrong.</summary>
    public static string Red(string text) => RedStart + text + End;

    /// <summary>Something will be wrong soon.</summary>
    public static string Yellow(string text) => YellowStart + text + End;

    /// <summary>The text for a terminal with colors, or without.</summary>
    public static string Apply(string text, bool usesColor)
        => text.Replace(RedStart.ToString(), usesColor ? "\e[31m" : "", StringComparison.Ordinal)
            .Replace(YellowStart.ToString(), usesColor ? "\e[33m" : "", StringComparison.Ordinal)
            .Replace(End.ToString(), usesColor ? "\e[0m" : "", StringComparison.Ordinal);
}
