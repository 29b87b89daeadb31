using System.Security.Cryptography;
using System.Text;

namespace BioToken.Npki.Formats;

/// <summary>Bytes that must not outlive their use: the garbage collector does not move them, and disposing zeroes them.</summary>
internal sealed class SecretBuffer : IDisposable
{
    private readonly byte[] _bytes;
    private readonly int _length;

    public SecretBuffer(int length)
        : this(GC.AllocateArray<byte>(length, pinned: true), length)
    {
    }

    private SecretBuffer(byte[] bytes, int length) => (_bytes, _length) = (bytes, length);

    public bool IsDisposed { get; private set; }

    public Span<byte> Span => Memory.Span;

    public Memory<byte> Memory
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            return _bytes.AsMemory(0, _length);
        }
    }

    public static SecretBuffer CopyOf(ReadOnlySpan<byte> secret)
    {
        SecretBuffer buffer = new(secret.Length);
        secret.CopyTo(buffer.Span);
        return buffer;
    }

    public static SecretBuffer Encode(ReadOnlySpan<char> password, Encoding encoding)
    {
        SecretBuffer buffer = new(encoding.GetByteCount(password));
        encoding.GetBytes(password, buffer.Span);
        return buffer;
    }

    /// <summary>Transfers the first bytes and their ownership to a new buffer; this one must not be used again.</summary>
    public SecretBuffer Truncate(int length)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        IsDisposed = true;
        return new(_bytes, length);
    }

    public void Dispose()
    {
        if (IsDisposed)
            return;
        IsDisposed = true;
        CryptographicOperations.ZeroMemory(_bytes);
    }
}
