using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace BioToken.Npki.Formats;

/// <summary>Decodes a structure that a program wrote as PEM (RFC 7468) or as bare Base64.</summary>
internal static class TextArmor
{
    private const byte Sequence = 0x30;

    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>The binary form of a structure.</summary>
    /// <param name="data">A file's content: binary, PEM or Base64.</param>
    /// <param name="labels">Accepted labels, best first; empty for any. A file may contain other blocks.</param>
    /// <param name="foundLabel">The label that was found; null if the data is no PEM.</param>
    /// <returns>The data itself if it is binary or of an unknown form; else the decoded data.</returns>
    public static ReadOnlyMemory<byte> Remove(ReadOnlyMemory<byte> data, ReadOnlySpan<string> labels, out string? foundLabel)
    {
        foundLabel = null;
        ReadOnlySpan<byte> bytes = data.Span;
        if (bytes.IsEmpty || bytes[0] == Sequence && !IsText(bytes))
            return data;
        if (bytes.StartsWith(Utf8Mark))
            bytes = bytes[Utf8Mark.Length..];
        if (bytes.IndexOf("-----BEGIN "u8) >= 0)
            return FromPem(Encoding.Latin1.GetString(bytes), labels, ref foundLabel) ?? data;
        return FromBase64(bytes) ?? data;
    }

    // Base64 may also begin with "0".
    private static bool IsText(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept(TextBytes);

    private static readonly SearchValues<byte> TextBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n\t "u8);

    private static byte[]? FromPem(string text, ReadOnlySpan<string> labels, ref string? foundLabel)
    {
        byte[]? best = null;
        int bestRank = int.MaxValue;
        ReadOnlySpan<char> rest = text;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            string label = rest[fields.Label].ToString();
            int rank = labels.IsEmpty ? 0 : labels.IndexOf(label);
            if (rank >= 0 && rank < bestRank)
            {
                byte[] decoded = new byte[fields.DecodedDataLength];
                if (Convert.TryFromBase64Chars(rest[fields.Base64Data], decoded, out int length))
                    (best, bestRank, foundLabel) = (decoded[..length], rank, label);
            }

            rest = rest[fields.Location.End..];
        }

        return best;
    }

    private static byte[]? FromBase64(ReadOnlySpan<byte> bytes)
    {
        if (!IsText(bytes))
            return null;
        byte[] decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(bytes.Length)];
        OperationStatus status = Base64.DecodeFromUtf8(bytes, decoded, out int consumed, out int written);
        return status == OperationStatus.Done && consumed == bytes.Length && written > 0 ? decoded[..written] : null;
    }
}
