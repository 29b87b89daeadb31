using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using BioToken.Npki.Ciphers;
using BioToken.Npki.Errors;
using BioToken.Npki.Formats;

namespace BioToken.Npki.Keys.Encryption;

/// <summary>A block cipher in CBC mode with PKCS#7 padding, as an encryption scheme of PBES2 or a part of an older scheme.</summary>
internal sealed record CbcAlgorithm(string Name, int KeySize, int BlockSize, CbcDecryptor Decryptor)
{
    /// <summary>Longest key of any algorithm here, in bytes.</summary>
    public const int MaxKeySize = 32;

    /// <summary>Longest block of any algorithm here, in bytes.</summary>
    public const int MaxBlockSize = 16;

    public static CbcAlgorithm Seed { get; } = new("SEED-CBC", KoreanCipher.SeedKeySize, KoreanCipher.BlockSize, KoreanCipher.Seed.Decrypt);

    public static CbcAlgorithm TripleDes { get; } = new("3DES-CBC", 24, 8, DecryptTripleDes);

    public static CbcAlgorithm TripleDesOfTwoKeys { get; } = new("3DES-CBC", 16, 8, DecryptTripleDes);

    /// <summary>The encryption scheme of PBES2 with an OID.</summary>
    /// <exception cref="NpkiException">There is none.</exception>
    public static CbcAlgorithm Find(string oid) => oid switch
    {
        Oids.SeedCbc => Seed,
        "1.2.840.113549.3.7" => TripleDes,
        "1.2.410.200046.1.1.2" => new("ARIA-128-CBC", 16, KoreanCipher.BlockSize, KoreanCipher.Aria.Decrypt),
        "1.2.410.200046.1.1.7" => new("ARIA-192-CBC", 24, KoreanCipher.BlockSize, KoreanCipher.Aria.Decrypt),
        "1.2.410.200046.1.1.12" => new("ARIA-256-CBC", 32, KoreanCipher.BlockSize, KoreanCipher.Aria.Decrypt),
        "2.16.840.1.101.3.4.1.2" => new("AES-128-CBC", 16, KoreanCipher.BlockSize, DecryptAes),
        "2.16.840.1.101.3.4.1.22" => new("AES-192-CBC", 24, KoreanCipher.BlockSize, DecryptAes),
        "2.16.840.1.101.3.4.1.42" => new("AES-256-CBC", 32, KoreanCipher.BlockSize, DecryptAes),
        _ => throw NpkiException.UnsupportedAlgorithm(oid),
    };

    private static void DecryptAes(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext, Span<byte> destination)
    {
        using Aes aes = Aes.Create();
        aes.SetKey(key);
        aes.DecryptCbc(ciphertext, iv, destination, PaddingMode.None);
    }

    [SuppressMessage("Security", "CA5350", Justification = "Reads what others wrote with 3DES.")]
    private static void DecryptTripleDes(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext, Span<byte> destination)
    {
        // Two keys mean that the first is used a third time.
        Span<byte> three = stackalloc byte[24];
        key[..8].CopyTo(three[16..]);
        key.CopyTo(three);
        try
        {
            using TripleDES cipher = TripleDES.Create();
            cipher.SetKey(three);
            cipher.DecryptCbc(ciphertext, iv, destination, PaddingMode.None);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(three);
        }
    }
}
