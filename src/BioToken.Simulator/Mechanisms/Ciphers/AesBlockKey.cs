using System.Security.Cryptography;

namespace BioToken.Simulator.Mechanisms.Ciphers;

/// <summary>AES.</summary>
internal sealed class AesBlockKey : BlockKey
{
    private readonly Aes _aes = Aes.Create();

    public AesBlockKey(ReadOnlySpan<byte> key) => _aes.SetKey(key);

    public override void Encrypt(ReadOnlySpan<byte> blocks, byte[]? vector, Span<byte> output)
    {
        if (vector is null)
            _aes.EncryptEcb(blocks, output, PaddingMode.None);
        else
            _aes.EncryptCbc(blocks, vector, output, PaddingMode.None);
    }

    public override void Decrypt(ReadOnlySpan<byte> blocks, byte[]? vector, Span<byte> output)
    {
        if (vector is null)
            _aes.DecryptEcb(blocks, output, PaddingMode.None);
        else
            _aes.DecryptCbc(blocks, vector, output, PaddingMode.None);
    }

    public override void Dispose() => _aes.Dispose();
}
