using BioToken.Cli.Errors;
using BioToken.Cli.Output.Text;

namespace BioToken.Cli.Tokens;

/// <summary>Serial numbers of certificates as people type them: hexadecimal, whatever the case, with or without leading zeros.</summary>
internal static class SerialNumber
{
    /// <summary>Checks a typed serial number.</summary>
    public static string Parse(string text)
    {
        string serial = Normalize(text);
        if (text.Length == 0 || !serial.All(char.IsAsciiHexDigit))
            throw CliException.Usage("SerialInvalid", Printable.Of(text));
        return serial;
    }

    public static bool AreEqual(string left, string right)
        => string.Equals(Normalize(left), Normalize(right), StringComparison.OrdinalIgnoreCase);

    private static string Normalize(string text) => text.TrimStart('0');
}
