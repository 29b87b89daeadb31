using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace BioToken.Cli.Secrets;

/// <summary>A PIN or password in pinned memory that is zeroed when it is disposed. It has no text form.</summary>
internal sealed class Secret : IDisposable
{
    /// <summary>Longest secret, in UTF-16 characters.</summary>
    public const int MaxLength = 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly char[] _text = GC.AllocateArray<char>(MaxLength, pinned: true);

    public int Length { get; private set; }

    /// <summary>The secret, in place.</summary>
    public ReadOnlySpan<char> Text => _text.AsSpan(0, Length);

    /// <summary>Copies a secret from UTF-8; the caller clears its own.</summary>
    /// <exception cref="DecoderFallbackException">The bytes are not UTF-8.</exception>
    /// <exception cref="ArgumentException">It is longer than <see cref="MaxLength"/>.</exception>
    public static Secret FromUtf8(ReadOnlySpan<byte> utf8)
    {
        Secret secret = new();
        try
        {
            secret.Length = StrictUtf8.GetChars(utf8, secret._text);
            return secret;
        }
        catch
        {
            secret.Dispose();
            throw;
        }
    }

    /// <summary>Adds a typed character; false if the buffer is full.</summary>
    public bool Append(char character)
    {
        if (Length == MaxLength)
            return false;
        _text[Length++] = character;
        return true;
    }

    /// <summary>Takes back the last character, both halves of a surrogate pair.</summary>
    public void RemoveLast()
    {
        if (Length == 0)
            return;
        bool isPair = Length > 1 && char.IsSurrogatePair(_text[Length - 2], _text[Length - 1]);
        for (int i = isPair ? 2 : 1; i > 0; i--)
            _text[--Length] = '\0';
    }

    /// <summary>Whether two secrets are the same.</summary>
    public bool IsSameAs(Secret other)
        => CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(Text), MemoryMarshal.AsBytes(other.Text));

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_text.AsSpan()));
        Length = 0;
    }
}
