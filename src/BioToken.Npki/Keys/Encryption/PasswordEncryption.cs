using System.Formats.Asn1;
using System.Security.Cryptography;
using BioToken.Npki.Ciphers;
using BioToken.Npki.Errors;

namespace BioToken.Npki.Keys.Encryption;

/// <summary>A password-based encryption: the derivation of key and initialization vector, and the cipher.</summary>
internal abstract class PasswordEncryption
{
    /// <summary>Largest accepted number of iterations: a hash of this many rounds takes about a second on a desktop of 2020.</summary>
    public const int MaxIterations = 2_000_000;

    /// <summary>Longest salt that is accepted, in bytes.</summary>
    public const int MaxSaltLength = 1024;

    protected PasswordEncryption(string oid, string description, CbcAlgorithm cipher, ReadOnlyMemory<byte> salt, int iterations)
    {
        Oid = oid;
        Description = description;
        Cipher = cipher;
        Salt = salt;
        Iterations = iterations;
    }

    public string Oid { get; }

    public string Description { get; }

    public CbcAlgorithm Cipher { get; }

    public ReadOnlyMemory<byte> Salt { get; }

    public int Iterations { get; }

    /// <summary>Iterations, counted once for each output block of the key derivation: a bound for the time of an attempt.</summary>
    public abstract long Work { get; }

    /// <summary>Decrypts. The destination must be at least as long as the ciphertext.</summary>
    /// <returns>Bytes of plaintext, or -1 if the padding is wrong.</returns>
    public int Decrypt(PasswordForm password, ReadOnlySpan<byte> ciphertext, Span<byte> destination)
    {
        Span<byte> secrets = stackalloc byte[CbcAlgorithm.MaxKeySize + CbcAlgorithm.MaxBlockSize];
        Span<byte> key = secrets[..Cipher.KeySize];
        Span<byte> iv = secrets.Slice(CbcAlgorithm.MaxKeySize, Cipher.BlockSize);
        try
        {
            DeriveKey(password, key, iv);
            Cipher.Decryptor(key, iv, ciphertext, destination);
            return Pkcs7Padding.Measure(destination[..ciphertext.Length], Cipher.BlockSize);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secrets);
        }
    }

    protected abstract void DeriveKey(PasswordForm password, Span<byte> key, Span<byte> iv);

    internal static ReadOnlyMemory<byte> ReadSalt(AsnReader reader)
    {
        byte[] salt = reader.ReadOctetString();
        return salt.Length is > 0 and <= MaxSaltLength
            ? salt
            : throw NpkiException.ParameterOutOfRange("salt", salt.Length, $"1–{MaxSaltLength}");
    }

    internal static int ReadIterations(AsnReader reader)
    {
        if (!reader.TryReadInt32(out int iterations))
            throw NpkiException.ParameterOutOfRange("iterationCount", "> 2147483647", $"1–{MaxIterations}");
        return iterations is > 0 and <= MaxIterations
            ? iterations
            : throw NpkiException.ParameterOutOfRange("iterationCount", iterations, $"1–{MaxIterations}");
    }
}
