using System.Security.Cryptography;
using BioToken.Npki.Resources;

namespace BioToken.Npki.Ciphers;

/// <summary>
/// A Korean block cipher of 128-bit blocks with its key: <see cref="Seed"/> or <see cref="Aria"/>. Disposing it zeroes the key schedule.
/// </summary>
/// <remarks>
/// Source and destination may be the same span, but must not overlap otherwise. Table look-ups depend on the key: do not use it where an
/// attacker shares the processor's cache and may choose the data. An instance holds no state but its key and may be used by many threads.
/// </remarks>
public abstract class BlockCipher : IDisposable
{
    /// <summary>Bytes of one block, and of an initialization vector: 16.</summary>
    public const int BlockSize = 16;

    private readonly uint[] _schedule;
    private bool _disposed;

    private protected BlockCipher(int scheduleWords) => _schedule = GC.AllocateArray<uint>(scheduleWords, pinned: true);

    internal bool IsCleared => !_schedule.AsSpan().ContainsAnyExcept(0u);

    private protected Span<uint> Schedule => _schedule;

    /// <summary>Length of the ciphertext of <see cref="EncryptCbcPadded"/>: the next full block above the plaintext's length.</summary>
    /// <param name="plaintextLength">Bytes of plaintext.</param>
    /// <returns>Bytes of ciphertext.</returns>
    public static int GetPaddedLength(int plaintextLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(plaintextLength);
        return checked((plaintextLength / BlockSize * BlockSize) + BlockSize);
    }

    /// <summary>Encrypts whole blocks, each by itself (ECB, no padding).</summary>
    /// <param name="plaintext">Whole blocks.</param>
    /// <param name="destination">Receives as many bytes.</param>
    /// <exception cref="ArgumentException">The plaintext is not whole blocks, or the destination is too short.</exception>
    /// <exception cref="ObjectDisposedException">The key is gone.</exception>
    public void EncryptEcb(ReadOnlySpan<byte> plaintext, Span<byte> destination)
    {
        CheckBlocks(plaintext, destination);
        for (int i = 0; i < plaintext.Length; i += BlockSize)
        {
            CipherBlock block = CipherBlock.Read(plaintext[i..]);
            Encrypt(ref block);
            block.Write(destination[i..]);
        }
    }

    /// <summary>Decrypts whole blocks, each by itself (ECB, no padding).</summary>
    /// <param name="ciphertext">Whole blocks.</param>
    /// <param name="destination">Receives as many bytes.</param>
    /// <exception cref="ArgumentException">The ciphertext is not whole blocks, or the destination is too short.</exception>
    /// <exception cref="ObjectDisposedException">The key is gone.</exception>
    public void DecryptEcb(ReadOnlySpan<byte> ciphertext, Span<byte> destination)
    {
        CheckBlocks(ciphertext, destination);
        for (int i = 0; i < ciphertext.Length; i += BlockSize)
        {
            CipherBlock block = CipherBlock.Read(ciphertext[i..]);
            Decrypt(ref block);
            block.Write(destination[i..]);
        }
    }

    /// <summary>
    /// Encrypts whole blocks in a chain (CBC, no padding). To continue a stream, pass the last ciphertext block as the next vector.
    /// </summary>
    /// <param name="plaintext">Whole blocks.</param>
    /// <param name="iv">Initialization vector of <see cref="BlockSize"/> bytes.</param>
    /// <param name="destination">Receives as many bytes as the plaintext has.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    /// <exception cref="ObjectDisposedException">The key is gone.</exception>
    public void EncryptCbc(ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> iv, Span<byte> destination)
    {
        CheckBlocks(plaintext, destination);
        CipherBlock chain = ReadVector(iv);
        for (int i = 0; i < plaintext.Length; i += BlockSize)
        {
            chain.Xor(CipherBlock.Read(plaintext[i..]));
            Encrypt(ref chain);
            chain.Write(destination[i..]);
        }
    }

    /// <summary>Decrypts whole blocks in a chain (CBC, no padding).</summary>
    /// <param name="ciphertext">Whole blocks.</param>
    /// <param name="iv">Initialization vector of <see cref="BlockSize"/> bytes.</param>
    /// <param name="destination">Receives as many bytes as the ciphertext has.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    /// <exception cref="ObjectDisposedException">The key is gone.</exception>
    public void DecryptCbc(ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> iv, Span<byte> destination)
    {
        CheckBlocks(ciphertext, destination);
        CipherBlock chain = ReadVector(iv);
        int i = 0;
        for (; i <= ciphertext.Length - (2 * BlockSize); i += 2 * BlockSize)
        {
            CipherBlock first = CipherBlock.Read(ciphertext[i..]);
            CipherBlock second = CipherBlock.Read(ciphertext[(i + BlockSize)..]);
            CipherBlock plain = first;
            CipherBlock next = second;
            DecryptPair(ref plain, ref next);
            plain.Xor(chain);
            next.Xor(first);
            plain.Write(destination[i..]);
            next.Write(destination[(i + BlockSize)..]);
            chain = second;
        }

        if (i < ciphertext.Length)
        {
            CipherBlock last = CipherBlock.Read(ciphertext[i..]);
            Decrypt(ref last);
            last.Xor(chain);
            last.Write(destination[i..]);
        }
    }

    /// <summary>Encrypts in a chain and pads to a full block (CBC, PKCS#7).</summary>
    /// <param name="plaintext">Any length.</param>
    /// <param name="iv">Initialization vector of <see cref="BlockSize"/> bytes.</param>
    /// <param name="destination">Receives <see cref="GetPaddedLength"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="ArgumentException">The vector's length is wrong, or the destination is too short.</exception>
    /// <exception cref="ObjectDisposedException">The key is gone.</exception>
    public int EncryptCbcPadded(ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> iv, Span<byte> destination)
    {
        int length = GetPaddedLength(plaintext.Length);
        CheckRoom(destination, length);

        int whole = length - BlockSize;
        ReadOnlySpan<byte> rest = plaintext[whole..];
        Span<byte> last = stackalloc byte[BlockSize];
        try
        {
            last.Fill((byte)(BlockSize - rest.Length));
            rest.CopyTo(last);
            EncryptCbc(plaintext[..whole], iv, destination);
            EncryptCbc(last, whole == 0 ? iv : destination[(whole - BlockSize)..whole], destination[whole..]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(last);
        }

        return length;
    }

    /// <summary>Decrypts a chain and removes the padding (CBC, PKCS#7).</summary>
    /// <param name="ciphertext">At least one block, whole blocks.</param>
    /// <param name="iv">Initialization vector of <see cref="BlockSize"/> bytes.</param>
    /// <param name="destination">
    /// Receives the plaintext; must be at least as long as the ciphertext. Zeroed if the padding is wrong.
    /// </param>
    /// <param name="written">Bytes of plaintext; 0 if the padding is wrong.</param>
    /// <returns>False if the padding is wrong, which mostly means a wrong key.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    /// <exception cref="ObjectDisposedException">The key is gone.</exception>
    public bool TryDecryptCbcPadded(ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> iv, Span<byte> destination, out int written)
    {
        if (ciphertext.IsEmpty)
            throw new ArgumentException(Messages.Get("CipherNoBlock"), nameof(ciphertext));
        DecryptCbc(ciphertext, iv, destination);
        Span<byte> plaintext = destination[..ciphertext.Length];
        written = Pkcs7Padding.Measure(plaintext, BlockSize);
        if (written >= 0)
            return true;
        CryptographicOperations.ZeroMemory(plaintext);
        written = 0;
        return false;
    }

    /// <summary>Zeroes the key schedule.</summary>
    public void Dispose()
    {
        _disposed = true;
        _schedule.AsSpan().Clear();
        GC.SuppressFinalize(this);
    }

    private protected abstract void Encrypt(ref CipherBlock block);

    private protected abstract void Decrypt(ref CipherBlock block);

    /// <summary>Decrypts two blocks that do not depend on each other, which a processor can do side by side.</summary>
    private protected virtual void DecryptPair(ref CipherBlock first, ref CipherBlock second)
    {
        Decrypt(ref first);
        Decrypt(ref second);
    }

    private static CipherBlock ReadVector(ReadOnlySpan<byte> iv) => iv.Length == BlockSize
        ? CipherBlock.Read(iv)
        : throw new ArgumentException(Messages.Format("CipherVectorLength", iv.Length, BlockSize), nameof(iv));

    private static void CheckRoom(Span<byte> destination, int needed)
    {
        if (destination.Length < needed)
            throw new ArgumentException(Messages.Format("CipherNoSpace", destination.Length, needed), nameof(destination));
    }

    private void CheckBlocks(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (source.Length % BlockSize != 0)
            throw new ArgumentException(Messages.Format("CipherPartBlock", source.Length, BlockSize), nameof(source));
        CheckRoom(destination, source.Length);
    }
}
