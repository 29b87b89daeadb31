using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;
using BioToken.Npki.Ciphers;
using BioToken.Npki.Formats;

namespace BioToken.Npki.Keys.Encryption;

/// <summary>
/// The one-step encryptions of NPKI key files: SEED-CBC with a key of PBKDF1 (RFC 8018 section 5.1), and two rules for its vector.
/// </summary>
/// <remarks><code>parameters ::= SEQUENCE { salt OCTET STRING, iterationCount INTEGER }</code></remarks>
internal sealed class SeedPbe : PasswordEncryption
{
    private readonly bool _fixedVector;

    public SeedPbe(string oid, ReadOnlyMemory<byte> salt, int iterations)
        : base(oid, Describe(oid), CbcAlgorithm.Seed, salt, iterations) => _fixedVector = oid == Oids.SeedCbc;

    public override long Work => Iterations;

    // seedCBC in the place of a password scheme has one vector for all files.
    private static ReadOnlySpan<byte> FixedVector => "0123456789012345"u8;

    public static SeedPbe Read(string oid, AsnReader parameters)
    {
        ReadOnlyMemory<byte> salt = ReadSalt(parameters);
        int iterations = ReadIterations(parameters);
        return new(oid, salt, iterations);
    }

    /// <summary>Encrypts with PKCS#7 padding.</summary>
    public byte[] Encrypt(ReadOnlySpan<char> password, ReadOnlySpan<byte> plaintext)
    {
        using PasswordForm form = PasswordForm.OfCharacters(password);
        using SecretBuffer padded = Pkcs7Padding.Pad(plaintext, KoreanCipher.BlockSize);
        Span<byte> secrets = stackalloc byte[KoreanCipher.SeedKeySize + KoreanCipher.BlockSize];
        Span<byte> key = secrets[..KoreanCipher.SeedKeySize];
        Span<byte> iv = secrets[KoreanCipher.SeedKeySize..];
        try
        {
            DeriveKey(form, key, iv);
            byte[] ciphertext = new byte[padded.Span.Length];
            KoreanCipher.Seed.Encrypt(key, iv, padded.Span, ciphertext);
            return ciphertext;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secrets);
        }
    }

    [SuppressMessage("Security", "CA5350", Justification = "SHA-1 is part of the scheme.")]
    protected override void DeriveKey(PasswordForm password, Span<byte> key, Span<byte> iv)
    {
        using SecretBuffer first = new(password.Octets.Length + Salt.Length);
        password.Octets.CopyTo(first.Span);
        Salt.Span.CopyTo(first.Span[password.Octets.Length..]);

        Span<byte> derived = stackalloc byte[SHA1.HashSizeInBytes];
        Span<byte> digest = stackalloc byte[SHA1.HashSizeInBytes];
        try
        {
            SHA1.HashData(first.Span, derived);
            for (int i = 1; i < Iterations; i++)
                SHA1.HashData(derived, derived);
            derived[..KoreanCipher.SeedKeySize].CopyTo(key);
            SHA1.HashData(derived[KoreanCipher.SeedKeySize..], digest);
            (_fixedVector ? FixedVector : digest[..KoreanCipher.BlockSize]).CopyTo(iv);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
            CryptographicOperations.ZeroMemory(digest);
        }
    }

    private static string Describe(string oid) => oid == Oids.SeedCbc
        ? "seedCBC (PBKDF1 SHA-1, SEED-CBC, fixed vector)"
        : "seedCBCWithSHA1 (PBKDF1 SHA-1, SEED-CBC)";
}
