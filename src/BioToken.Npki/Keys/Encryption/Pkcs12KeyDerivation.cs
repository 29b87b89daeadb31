using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using BioToken.Npki.Formats;

namespace BioToken.Npki.Keys.Encryption;

/// <summary>The key derivation of PKCS#12 with SHA-1 (RFC 7292 appendix B.2).</summary>
internal static class Pkcs12KeyDerivation
{
    public const byte KeyMaterial = 1;
    public const byte VectorMaterial = 2;

    private const int BlockSize = 64;

    /// <param name="purpose">The ID byte of appendix B.3: key or vector.</param>
    /// <param name="password">A BMPString with its final zero.</param>
    /// <param name="salt">The salt.</param>
    /// <param name="iterations">How often each block is hashed.</param>
    /// <param name="output">Receives as many bytes as it is long.</param>
    [SuppressMessage("Security", "CA5350", Justification = "SHA-1 is part of the scheme.")]
    public static void Derive(byte purpose, ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int iterations, Span<byte> output)
    {
        int saltLength = RoundUp(salt.Length);
        using SecretBuffer input = new(BlockSize + saltLength + RoundUp(password.Length));
        using SecretBuffer work = new(SHA1.HashSizeInBytes + BlockSize);
        Span<byte> digest = work.Span[..SHA1.HashSizeInBytes];
        Span<byte> addend = work.Span[SHA1.HashSizeInBytes..];

        input.Span[..BlockSize].Fill(purpose);
        Repeat(salt, input.Span.Slice(BlockSize, saltLength));
        Repeat(password, input.Span[(BlockSize + saltLength)..]);
        while (true)
        {
            SHA1.HashData(input.Span, digest);
            for (int i = 1; i < iterations; i++)
                SHA1.HashData(digest, digest);
            int taken = Math.Min(digest.Length, output.Length);
            digest[..taken].CopyTo(output);
            output = output[taken..];
            if (output.IsEmpty)
                return;

            Repeat(digest, addend);
            for (int offset = BlockSize; offset < input.Span.Length; offset += BlockSize)
                AddPlusOne(input.Span.Slice(offset, BlockSize), addend);
        }
    }

    private static int RoundUp(int length) => (length + BlockSize - 1) / BlockSize * BlockSize;

    private static void Repeat(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        for (int i = 0; i < destination.Length; i++)
            destination[i] = source[i % source.Length];
    }

    private static void AddPlusOne(Span<byte> block, ReadOnlySpan<byte> addend)
    {
        int carry = 1;
        for (int i = block.Length - 1; i >= 0; i--)
        {
            carry += block[i] + addend[i];
            block[i] = (byte)carry;
            carry >>= 8;
        }
    }
}
