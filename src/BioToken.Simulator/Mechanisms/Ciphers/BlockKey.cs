namespace BioToken.Simulator.Mechanisms.Ciphers;

/// <summary>A block cipher of 16-byte blocks with its key, over whole blocks. Source and destination may be the same memory.</summary>
internal abstract class BlockKey : IDisposable
{
    public const int BlockLength = 16;

    /// <summary>Encrypts blocks.</summary>
    /// <param name="blocks">Whole blocks.</param>
    /// <param name="vector">The initialization vector or the last block of ciphertext (CBC); null for ECB.</param>
    /// <param name="output">Receives as many bytes.</param>
    public abstract void Encrypt(ReadOnlySpan<byte> blocks, byte[]? vector, Span<byte> output);

    /// <summary>Decrypts blocks, with the parameters of <see cref="Encrypt"/>.</summary>
    public abstract void Decrypt(ReadOnlySpan<byte> blocks, byte[]? vector, Span<byte> output);

    public abstract void Dispose();
}
