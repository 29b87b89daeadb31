using System.Security.Cryptography;
using BioToken.Simulator.Mechanisms.Digesting;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Mechanisms.Ciphers;

/// <summary>EME-OAEP (RFC 8017 section 7.1), with a label and a separate mask digest, which .NET does not offer.</summary>
/// <param name="hash">Digest of the label.</param>
/// <param name="mask">Digest of the mask generation function.</param>
/// <param name="label">The label; empty for none.</param>
internal sealed class OaepEncryption(HashAlgorithmName hash, HashAlgorithmName mask, byte[] label) : EncryptionScheme
{
    private readonly int _hashLength = Digests.Length(hash);
    private readonly byte[] _labelDigest = CryptographicOperations.HashData(hash, label);

    public override int Overhead => (2 * _hashLength) + 2;

    public override void Encode(ReadOnlySpan<byte> message, Span<byte> encoded)
    {
        Span<byte> seed = encoded.Slice(1, _hashLength);
        Span<byte> block = encoded[(1 + _hashLength)..];
        encoded[0] = 0;
        RandomNumberGenerator.Fill(seed);
        block.Clear();
        _labelDigest.CopyTo(block);
        block[^(message.Length + 1)] = 1;
        message.CopyTo(block[^message.Length..]);
        MaskGeneration.Apply(mask, seed, block);
        MaskGeneration.Apply(mask, block, seed);
    }

    public override bool TryDecode(Span<byte> encoded, out ReadOnlySpan<byte> message)
    {
        Span<byte> seed = encoded.Slice(1, _hashLength);
        Span<byte> block = encoded[(1 + _hashLength)..];
        MaskGeneration.Apply(mask, block, seed);
        MaskGeneration.Apply(mask, seed, block);
        ReadOnlySpan<byte> rest = block[_hashLength..];
        int padding = rest.IndexOfAnyExcept((byte)0);
        bool isPadded = encoded[0] == 0
            & CryptographicOperations.FixedTimeEquals(block[.._hashLength], _labelDigest)
            & padding >= 0 && rest[padding] == 1;
        message = isPadded ? rest[(padding + 1)..] : default;
        return isPadded;
    }
}
