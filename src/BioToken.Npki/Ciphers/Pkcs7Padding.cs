using BioToken.Npki.Formats;

namespace BioToken.Npki.Ciphers;

/// <summary>The padding of RFC 5652 section 6.3: n bytes of value n.</summary>
internal static class Pkcs7Padding
{
    /// <summary>Copies plaintext and pads it to the next full block above its length.</summary>
    public static SecretBuffer Pad(ReadOnlySpan<byte> plaintext, int blockSize)
    {
        int padding = blockSize - (plaintext.Length % blockSize);
        SecretBuffer padded = new(plaintext.Length + padding);
        plaintext.CopyTo(padded.Span);
        padded.Span[plaintext.Length..].Fill((byte)padding);
        return padded;
    }

    /// <returns>Bytes of plaintext without the padding, or -1 if it is wrong.</returns>
    public static int Measure(ReadOnlySpan<byte> padded, int blockSize)
    {
        if (padded.IsEmpty)
            return -1;
        int padding = padded[^1];
        return padding == 0 || padding > blockSize || padding > padded.Length || padded[^padding..].ContainsAnyExcept((byte)padding)
            ? -1
            : padded.Length - padding;
    }
}
