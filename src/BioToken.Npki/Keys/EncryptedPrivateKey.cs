using System.Formats.Asn1;
using System.Security.Cryptography;

namespace BioToken.Npki;

/// <summary>
/// A private key under a password, as <c>signPri.key</c> and <c>kmPri.key</c> hold it. Nothing in it is secret without the password.
/// </summary>
/// <remarks>
/// <code>EncryptedPrivateKeyInfo ::= SEQUENCE { SEQUENCE { scheme OID, parameters }, encryptedData OCTET STRING }   -- RFC 5208</code>
/// Reads seedCBCWithSHA1 (1.2.410.200004.1.15), seedCBC (1.2.410.200004.1.4), and PBES2 with PBKDF2 (HMAC of SHA-1, SHA-256, SHA-384 or
/// SHA-512) and SEED, ARIA or AES in CBC mode. Writes seedCBCWithSHA1, which the programs in the field read.
/// </remarks>
public sealed class EncryptedPrivateKey
{
    /// <summary>Longest file that is accepted: 64 KiB. Real ones have about 1.3 KiB.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Most iterations that are accepted: 2,000,000, which take one to two seconds. Real files have 1024 or 2048.</summary>
    public const int MaxIterations = PasswordEncryption.MaxIterations;

    private const int NewSaltLength = 8;
    private const int NewIterations = 2048;

    private readonly PasswordEncryption _encryption;
    private readonly byte[] _ciphertext;

    private EncryptedPrivateKey(PasswordEncryption encryption, byte[] ciphertext) => (_encryption, _ciphertext) = (encryption, ciphertext);

    /// <summary>Object identifier of the encryption scheme, in dotted form.</summary>
    public string Algorithm => _encryption.Oid;

    /// <summary>The scheme in words, such as "PBES2 (PBKDF2 HMAC-SHA256, ARIA-256-CBC)". For people; not translated.</summary>
    public string Description => _encryption.Description;

    /// <summary>Bytes of salt.</summary>
    public int SaltLength => _encryption.Salt.Length;

    /// <summary>Iterations of the key derivation.</summary>
    public int Iterations => _encryption.Iterations;

    /// <summary>Reads an encrypted key without opening it.</summary>
    /// <param name="der">The file's content. It is copied. Bytes after the structure are passed over, since real files have them.</param>
    /// <exception cref="NpkiException">
    /// <see cref="NpkiFailure.TooLarge"/>, <see cref="NpkiFailure.Malformed"/>, <see cref="NpkiFailure.UnsupportedAlgorithm"/>, or
    /// <see cref="NpkiFailure.ParameterOutOfRange"/>.
    /// </exception>
    public static EncryptedPrivateKey Parse(ReadOnlyMemory<byte> der)
    {
        if (der.Length > MaxLength)
            throw NpkiException.TooLarge(MaxLength);
        try
        {
            // Whatever follows is left alone: TradeSign's files of 2025 have 46 more bytes of unknown meaning.
            AsnReader reader = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
            AsnReader algorithm = reader.ReadSequence();
            byte[] ciphertext = reader.ReadOctetString();
            reader.ThrowIfNotEmpty();
            PasswordEncryption encryption = ReadScheme(algorithm);
            algorithm.ThrowIfNotEmpty();
            return ciphertext.Length > 0 && ciphertext.Length % encryption.Cipher.BlockSize == 0
                ? new(encryption, ciphertext)
                : throw NpkiException.Malformed("EncryptedPrivateKeyInfo");
        }
        catch (AsnContentException e)
        {
            throw NpkiException.Malformed("EncryptedPrivateKeyInfo", e);
        }
    }

    /// <summary>Encrypts a key as NPKI programs write it: 1.2.410.200004.1.15, 8 bytes of random salt, 2048 iterations.</summary>
    /// <param name="key">The key.</param>
    /// <param name="password">The password, any. <see cref="PasswordPolicy"/> is the caller's to apply.</param>
    /// <returns>An EncryptedPrivateKeyInfo in DER.</returns>
    /// <exception cref="ObjectDisposedException">The key is gone.</exception>
    public static byte[] Encrypt(NpkiPrivateKey key, ReadOnlySpan<char> password)
    {
        ArgumentNullException.ThrowIfNull(key);
        SeedPbe encryption = new(Oids.SeedCbcWithSha1, RandomNumberGenerator.GetBytes(NewSaltLength), NewIterations);
        byte[] ciphertext = encryption.Encrypt(password, key.Pkcs8);
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(encryption.Oid);
                using (writer.PushSequence())
                {
                    writer.WriteOctetString(encryption.Salt.Span);
                    writer.WriteInteger(encryption.Iterations);
                }
            }

            writer.WriteOctetString(ciphertext);
        }

        return writer.Encode();
    }

    /// <summary>Opens the key. Any password may be tried: the rules for new passwords do not apply.</summary>
    /// <param name="password">The password; its bytes are UTF-8.</param>
    /// <returns>The key, which the caller disposes.</returns>
    /// <exception cref="NpkiException">
    /// <see cref="NpkiFailure.PasswordIncorrect"/>: wrong, or the content is damaged, which cannot be told apart.
    /// <see cref="NpkiFailure.UnsupportedAlgorithm"/>: the key is not RSA.
    /// </exception>
    public NpkiPrivateKey Decrypt(ReadOnlySpan<char> password)
    {
        SecretBuffer padded = new(_ciphertext.Length);
        try
        {
            int length = _encryption.Decrypt(password, _ciphertext, padded.Span);
            if (length < 0)
                throw NpkiException.PasswordIncorrect();
            return NpkiPrivateKey.Own(padded.Truncate(length));
        }
        catch (NpkiException e) when (e.Reason == NpkiFailure.Malformed)
        {
            // Wrong passwords leave a valid padding about once in 256 times.
            throw NpkiException.PasswordIncorrect(e);
        }
        finally
        {
            padded.Dispose();
        }
    }

    private static PasswordEncryption ReadScheme(AsnReader algorithm)
    {
        string oid = algorithm.ReadObjectIdentifier();
        return oid switch
        {
            Oids.SeedCbcWithSha1 or Oids.SeedCbc => SeedPbe.Read(oid, algorithm.ReadSequence()),
            Oids.Pbes2 => Pbes2.Read(algorithm.ReadSequence()),
            _ => throw NpkiException.UnsupportedAlgorithm(oid),
        };
    }
}
