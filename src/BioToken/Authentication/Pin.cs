using System.Security.Cryptography;
using System.Text;
using BioToken.Npki.Formats;
using BioToken.Resources;

namespace BioToken.Authentication;

/// <summary>
/// A PIN that a person typed. Its memory is pinned and zeroed on disposal, and it has no text form: it cannot be printed, logged or
/// serialized.
/// </summary>
public sealed class Pin : IDisposable
{
    /// <summary>Longest PIN that is accepted, in bytes of UTF-8.</summary>
    public const int MaxLength = 256;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(MaxLength, pinned: true);
    private readonly int _length;
    private bool _disposed;

    private Pin(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes);
        _length = bytes.Length;
    }

    private Pin(ReadOnlySpan<char> text) => _length = Encoding.UTF8.GetBytes(text, _bytes);

    /// <summary>The PIN as UTF-8, in place.</summary>
    internal ReadOnlySpan<byte> Utf8
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _bytes.AsSpan(0, _length);
        }
    }

    /// <summary>Copies a PIN from characters; the caller clears its own.</summary>
    /// <exception cref="ArgumentException">
    /// The text is empty, longer than <see cref="MaxLength"/> bytes of UTF-8, or contains half a surrogate pair.
    /// </exception>
    public static Pin FromText(ReadOnlySpan<char> text)
    {
        CheckText(Utf16.IsValid(text), nameof(text));
        CheckLength(Encoding.UTF8.GetByteCount(text), nameof(text));
        return new Pin(text);
    }

    /// <summary>Copies a PIN from UTF-8; the caller clears its own.</summary>
    /// <exception cref="ArgumentException">It is empty, longer than <see cref="MaxLength"/> bytes, or not UTF-8.</exception>
    public static Pin FromUtf8(ReadOnlySpan<byte> utf8)
    {
        CheckLength(utf8.Length, nameof(utf8));
        CheckText(System.Text.Unicode.Utf8.IsValid(utf8), nameof(utf8));
        return new Pin(utf8);
    }

    /// <summary>Zeroes the PIN.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        _disposed = true;
    }

    /// <summary>
    /// Makes a copy that outlives the caller's: a module may still read the PIN after the caller has stopped waiting and zeroed its own,
    /// and a half-zeroed PIN would be a wrong one.
    /// </summary>
    internal Pin Copy() => new(Utf8);

    /// <summary>Half a surrogate pair would be sent as another character, and use up an attempt.</summary>
    private static void CheckText(bool isText, string parameter)
    {
        if (!isText)
            throw new ArgumentException(Messages.Format("PinNotText"), parameter);
    }

    private static void CheckLength(int length, string parameter)
    {
        if (length is 0 or > MaxLength)
            throw new ArgumentException(Messages.Format("PinEmptyOrTooLong", MaxLength), parameter);
    }
}
