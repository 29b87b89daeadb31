using System.Security.Cryptography;
using BioToken.Npki.Ciphers;
using BioToken.Simulator.Objects.Attributes;

namespace BioToken.Simulator.Mechanisms.Ciphers;

/// <summary>SEED.</summary>
internal sealed class SeedBlockKey(ReadOnlySpan<byte> key) : BlockKey
{
    private readonly byte[] _key = AttributeSet.Pin(key);

    public override void Encrypt(ReadOnlySpan<byte> blocks, byte[]? vector, Span<byte> output)
        => KoreanCipher.Seed.Encrypt(_key, vector, blocks, output);

    public override void Decrypt(ReadOnlySpan<byte> blocks, byte[]? vector, Span<byte> output)
        => KoreanCipher.Seed.Decrypt(_key, vector, blocks, output);

    public override void Dispose() => CryptographicOperations.ZeroMemory(_key);
}
