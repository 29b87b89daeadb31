namespace BioToken.Cli.Output.Text;

/// <summary>Words of a command line that is shown to be typed: what a token or a folder is called must not become a command.</summary>
internal static class ShellWord
{
    private const string Harmless = "-_./:=+,@";

    public static string Of(string word)
    {
        if (word.Length > 0 && word.All(IsHarmless))
            return word;
        return OperatingSystem.IsWindows()
            ? $"\"{word.Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }

    private static bool IsHarmless(char character)
        => char.IsLetterOrDigit(character)
            || Harmless.Contains(character, StringComparison.Ordinal)
            || (character == '\\' && OperatingSystem.IsWindows());
}
