namespace BioToken.Cli.Output.Text;

/// <summary>Quotes words of a command line to type: a token's or folder's name must not become a command.</summary>
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
