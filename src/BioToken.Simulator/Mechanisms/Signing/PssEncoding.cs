using System.Security.Cryptography;
using BioToken.Simulator.Mechanisms.Digesting;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Mechanisms.Signing;

/// <summary>
/// EMSA-PSS (RFC 8017 section 9.1). The encoded message is held as long as the modulus, with a leading zero if it is shorter.
/// </summary>
/// <param name="hash">Digest of the message.</param>
/// <param name="mask">Digest of the mask generation function.</param>
/// <param name="saltLength">Length of the salt in bytes.</param>
internal sealed class PssEncoding(HashAlgorithmName hash, HashAlgorithmName mask, int saltLength)
{
    private const byte Trailer = 0xBC;

    private readonly int _hashLength = Digests.Length(hash);

    /// <summary>Length of the encoded message in bytes; it has one bit less than the modulus.</summary>
    public static int Length(int modulusBits) => (modulusBits + 6) / 8;

    public void Encode(ReadOnlySpan<byte> digest, int modulusBits, Span<byte> output)
    {
        Span<byte> encoded = Cut(output, modulusBits);
        output[..^encoded.Length].Clear();
        Span<byte> block = encoded[..^(_hashLength + 1)];
        Span<byte> seed = encoded[^(_hashLength + 1)..^1];
        Span<byte> salt = block[^saltLength..];

        RandomNumberGenerator.Fill(salt);
        HashWithSalt(digest, salt, seed);
        block[..^saltLength].Clear();
        block[^(saltLength + 1)] = 1;
        MaskGeneration.Apply(mask, seed, block);
        encoded[0] &= TopMask(modulusBits);
        encoded[^1] = Trailer;
    }

    /// <param name="digest">Digest of the message.</param>
    /// <param name="modulusBits">Size of the key.</param>
    /// <param name="opened">The opened signature; it is unmasked in place.</param>
    public bool Verify(ReadOnlySpan<byte> digest, int modulusBits, Span<byte> opened)
    {
        Span<byte> encoded = Cut(opened, modulusBits);
        byte topMask = TopMask(modulusBits);
        if (opened[..^encoded.Length].ContainsAnyExcept((byte)0) || encoded[^1] != Trailer || (encoded[0] & ~topMask) != 0)
            return false;
        Span<byte> block = encoded[..^(_hashLength + 1)];
        Span<byte> seed = encoded[^(_hashLength + 1)..^1];
        MaskGeneration.Apply(mask, seed, block);
        encoded[0] &= topMask;
        if (block[^(saltLength + 1)] != 1 || block[..^(saltLength + 1)].ContainsAnyExcept((byte)0))
            return false;
        Span<byte> expected = stackalloc byte[_hashLength];
        HashWithSalt(digest, block[^saltLength..], expected);
        return CryptographicOperations.FixedTimeEquals(seed, expected);
    }

    private static Span<byte> Cut(Span<byte> output, int modulusBits) => output[^Length(modulusBits)..];

    private static byte TopMask(int modulusBits) => (byte)(0xFF >> (7 - ((modulusBits + 6) % 8)));

    /// <summary>H = Hash(eight zeros, digest, salt).</summary>
    private void HashWithSalt(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> salt, Span<byte> output)
    {
        Span<byte> message = stackalloc byte[8 + digest.Length + salt.Length];
        message[..8].Clear();
        digest.CopyTo(message[8..]);
        salt.CopyTo(message[(8 + digest.Length)..]);
        CryptographicOperations.HashData(hash, message, output);
    }
}
