using System.Security.Cryptography;
using System.Text;
using BioToken.Npki.Errors;

namespace BioToken.Npki.Keys.Files;

/// <summary>
/// The plan of a password change, written before its first rename and deleted at its end: for each key file its name and the SHA-256 of its
/// old and its new content. Nothing in it is secret.
/// </summary>
internal sealed class PasswordChangeManifest(IReadOnlyList<PasswordChangeManifest.Entry> entries)
{
    public const string FileName = ".biotoken-change";

    private const string Header = "BioToken password change 1";
    private const string Structure = "password change manifest";
    private const int HashLength = 2 * SHA256.HashSizeInBytes;

    public IReadOnlyList<Entry> Entries { get; } = entries;

    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexString(SHA256.HashData(content));

    public static PasswordChangeManifest Parse(ReadOnlySpan<byte> content)
    {
        string[] lines = Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length > 1 && lines[0] == Header
            ? new([.. lines[1..].Select(ParseEntry)])
            : throw NpkiException.Malformed(Structure);
    }

    public byte[] Encode()
    {
        StringBuilder text = new(Header);
        foreach (Entry entry in Entries)
            text.Append('\n').Append(entry.OldHash).Append(' ').Append(entry.NewHash).Append(' ').Append(entry.Name);
        return Encoding.UTF8.GetBytes(text.Append('\n').ToString());
    }

    private static Entry ParseEntry(string line)
    {
        string[] parts = line.Split(' ', 3);
        bool valid = parts.Length == 3
            && parts[0].Length == HashLength && parts[1].Length == HashLength
            && parts[2] is not ("" or "." or "..")
            // A name from an untrusted disk must not lead out of the folder, on any system.
            && parts[2].AsSpan().IndexOfAny("/\\:\0") < 0;
        return valid ? new(parts[2], parts[0], parts[1]) : throw NpkiException.Malformed(Structure);
    }

    internal sealed record Entry(string Name, string OldHash, string NewHash);
}
