using System.Security.Cryptography;
using System.Text;
using BioToken.Npki.Formats;

namespace BioToken.Npki.Keys.Encryption;

/// <summary>One way in which a program may have converted a typed password to bytes. Disposing zeroes it.</summary>
internal sealed class PasswordForm : IDisposable
{
    private readonly SecretBuffer _octets;
    private readonly char[] _characters;

    private PasswordForm(SecretBuffer octets, char[] characters) => (_octets, _characters) = (octets, characters);

    /// <summary>The bytes, for schemes over bytes.</summary>
    public ReadOnlySpan<byte> Octets => _octets.Span;

    /// <summary>The characters, for the PKCS#12 schemes, which use two bytes each.</summary>
    public ReadOnlySpan<char> Characters => _characters;

    /// <summary>Characters, and their bytes in UTF-8.</summary>
    public static PasswordForm OfCharacters(ReadOnlySpan<char> characters)
    {
        char[] copy = GC.AllocateUninitializedArray<char>(characters.Length, pinned: true);
        characters.CopyTo(copy);
        return new(SecretBuffer.Encode(characters, Encoding.UTF8), copy);
    }

    /// <summary>Bytes, and the characters that programs obtain by treating each byte as one.</summary>
    public static PasswordForm OfOctets(SecretBuffer octets)
    {
        char[] characters = GC.AllocateUninitializedArray<char>(octets.Span.Length, pinned: true);
        Encoding.Latin1.GetChars(octets.Span, characters);
        return new(octets, characters);
    }

    public void Dispose()
    {
        _octets.Dispose();
        CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_characters.AsSpan()));
    }
}
