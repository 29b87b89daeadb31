using BioToken.Npki.Ciphers;

namespace BioToken.Simulator.Mechanisms.Ciphers;

/// <summary>SEED.</summary>
internal sealed class SeedBlockKey(ReadOnlySpan<byte> key) : BlockKey
{
    private readonly Seed _seed = new(key);

    public override void Encrypt(ReadOnlySpan<byte> blocks, byte[]? vector, Span<byte> output)
    {
        if (vector is null)
            _seed.EncryptEcb(blocks, output);
        else
            _seed.EncryptCbc(blocks, vector, output);
    }

    public override void Decrypt(ReadOnlySpan<byte> blocks, byte[]? vector, Span<byte> output)
    {
        if (vector is null)
            _seed.DecryptEcb(blocks, output);
        else
            _seed.DecryptCbc(blocks, vector, output);
    }

    public override void Dispose() => _seed.Dispose();
}
