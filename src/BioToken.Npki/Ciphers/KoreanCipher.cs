using System.Diagnostics;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace BioToken.Npki.Ciphers;

/// <summary>
/// SEED (RFC 4269) and ARIA (RFC 5794), the Korean block ciphers that .NET does not have: BouncyCastle's, over whole blocks. Source and
/// destination may be the same memory, but must not overlap otherwise.
/// </summary>
/// <remarks>
/// BouncyCastle copies a key and expands it in ordinary memory, which it does not zero. Both copies are made for one call, and nothing
/// refers to them afterwards. Table look-ups depend on the key: an attacker who shares the processor's cache may learn it.
/// </remarks>
internal sealed class KoreanCipher
{
    /// <summary>Bytes of a block, and of an initialization vector.</summary>
    public const int BlockSize = 16;

    /// <summary>Bytes of a SEED key.</summary>
    public const int SeedKeySize = 16;

    private readonly Func<IBlockCipher> _create;

    private KoreanCipher(Func<IBlockCipher> create) => _create = create;

    /// <summary>SEED, with keys of <see cref="SeedKeySize"/> bytes.</summary>
    public static KoreanCipher Seed { get; } = new(static () => new SeedEngine());

    /// <summary>ARIA, with keys of 16, 24 or 32 bytes.</summary>
    public static KoreanCipher Aria { get; } = new(static () => new AriaEngine());

    /// <summary>Encrypts.</summary>
    /// <param name="key">The key.</param>
    /// <param name="vector">The initialization vector or the last block of ciphertext (CBC); empty for ECB.</param>
    /// <param name="plaintext">Whole blocks.</param>
    /// <param name="destination">Receives as many bytes.</param>
    public void Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> vector, ReadOnlySpan<byte> plaintext, Span<byte> destination)
        => Run(forEncryption: true, key, vector, plaintext, destination);

    /// <summary>Decrypts, with the parameters of <see cref="Encrypt"/>.</summary>
    public void Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> vector, ReadOnlySpan<byte> ciphertext, Span<byte> destination)
        => Run(forEncryption: false, key, vector, ciphertext, destination);

    private void Run(
        bool forEncryption, ReadOnlySpan<byte> key, ReadOnlySpan<byte> vector, ReadOnlySpan<byte> blocks, Span<byte> destination)
    {
        Debug.Assert(vector.Length is 0 or BlockSize && blocks.Length % BlockSize == 0, "A vector is a block, and there are whole blocks.");
        IBlockCipher cipher = _create();
        KeyParameter parameter = new(key);
        if (vector.IsEmpty)
        {
            cipher.Init(forEncryption, parameter);
        }
        else
        {
            cipher = new CbcBlockCipher(cipher);
            cipher.Init(forEncryption, new ParametersWithIV(parameter, vector));
        }

        for (int i = 0; i < blocks.Length; i += BlockSize)
            cipher.ProcessBlock(blocks[i..], destination[i..]);
    }
}
