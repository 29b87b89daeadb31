using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BioToken.Tokens;

namespace BioToken.Writing.Journal;

/// <summary>
/// The names of a journal's files. Tokens with the same manufacturer, model and serial number share a stem: the first file has it as its
/// name, the others have a number after it.
/// </summary>
internal static class JournalFiles
{
    public const string Suffix = ".journal";

    private const int ReadableLength = 32;

    /// <summary>
    /// The common start of a token's file names: its serial number as far as a file name permits, and, since manufacturers may repeat
    /// numbers, a digest of manufacturer, model and number.
    /// </summary>
    public static string StemOf(TokenKey token)
    {
        string readable = Readable(token.SerialNumber);
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{token.Manufacturer}\0{token.Model}\0{token.SerialNumber}"));
        return $"{readable}-{Convert.ToHexStringLower(digest.AsSpan(0, 8))}";
    }

    /// <summary>
    /// The part of a serial number, of a token or a certificate, that a file name can hold. Two numbers may have the same part.
    /// </summary>
    public static string Readable(string serialNumber) => string.Concat(serialNumber.Where(char.IsAsciiLetterOrDigit).Take(ReadableLength));

    /// <summary>Whether a file has this stem.</summary>
    public static bool HasStem(string path, string stem)
    {
        string name = Path.GetFileName(path);
        return name.StartsWith(stem, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal)
            && name[stem.Length..^Suffix.Length] is var number && (number.Length == 0 || IsNumber(number));
    }

    /// <summary>Makes a file name that is not among these.</summary>
    public static string Free(string directory, string stem, IReadOnlyList<string> taken)
    {
        string path = Path.Combine(directory, stem + Suffix);
        for (int number = 2; taken.Contains(path, StringComparer.Ordinal); number++)
            path = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}{Suffix}"));
        return path;
    }

    private static bool IsNumber(string text)
        => text[0] == '-' && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 1;
}
