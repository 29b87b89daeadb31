using System.Formats.Asn1;
using System.Security.Cryptography;
using BioToken.Npki.Errors;
using BioToken.Npki.Formats;
using BioToken.Npki.Keys.Encryption;
using BioToken.Npki.Passwords;

namespace BioToken.Npki.Keys;

/// <summary>
/// A private key under a password, as <c>signPri.key</c> and <c>kmPri.key</c> hold it. Nothing in it is secret without the password.
/// </summary>
/// <remarks>
/// <code>EncryptedPrivateKeyInfo ::= SEQUENCE { SEQUENCE { scheme OID, parameters }, encryptedData OCTET STRING }   -- RFC 5208</code>
/// Reads seedCBCWithSHA1 (1.2.410.200004.1.15), seedCBC (1.2.410.200004.1.4), PBES2 with PBKDF2 (HMAC of SHA-1, SHA-256, SHA-384 or
/// SHA-512) and SEED, ARIA, AES or 3DES in CBC mode, and the schemes of PKCS#12 with 3DES and RC2; in DER or BER, as PEM or Base64. Writes
/// seedCBCWithSHA1, which the programs in the field read.
/// </remarks>
public sealed class EncryptedPrivateKey
{
    /// <summary>Longest file that is accepted: 64 KiB. Real ones have about 1.3 KiB.</summary>
    public const int MaxLength = BerEncoding.MaxLength;

    /// <summary>Largest accepted number of iterations: 2,000,000, which take one to two seconds. Real files have 1024 or 2048.</summary>
    public const int MaxIterations = PasswordEncryption.MaxIterations;

    private const string EncryptedLabel = "ENCRYPTED PRIVATE KEY";

    private const int NewSaltLength = 8;
    private const int NewIterations = 2048;

    // Some files hold more than the key.
    private static readonly string[] Labels = [EncryptedLabel, "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"];

    // RFC 1421, section 4.6.1.1: the headers of OpenSSL's older form.
    private static ReadOnlySpan<byte> TraditionalMark => "Proc-Type: 4,ENCRYPTED"u8;

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
    /// <see cref="NpkiFailure.TooLarge"/>, <see cref="NpkiFailure.Malformed"/>, <see cref="NpkiFailure.NotEncrypted"/>,
    /// <see cref="NpkiFailure.UnsupportedAlgorithm"/>, or <see cref="NpkiFailure.ParameterOutOfRange"/>.
    /// </exception>
    public static EncryptedPrivateKey Parse(ReadOnlyMemory<byte> der)
    {
        if (der.Length > MaxLength)
            throw NpkiException.TooLarge(MaxLength);
        try
        {
            if (der.Span.IndexOf(TraditionalMark) >= 0)
                throw NpkiException.TraditionalEncryption();
            ReadOnlyMemory<byte> binary = TextArmor.Remove(der, Labels, out string? label);
            if (label is not (null or EncryptedLabel))
                throw NpkiException.NotEncrypted();
            // Trailing data are ignored: TradeSign's files of 2025 have 46 more bytes of unknown meaning.
            AsnReader reader = new AsnReader(BerEncoding.ReadFirst(binary), AsnEncodingRules.BER).ReadSequence();
            // The version of a PrivateKeyInfo, or of an RSAPrivateKey.
            if (reader.PeekTag().HasSameClassAndValue(Asn1Tag.Integer)
                && reader.TryReadInt32(out int version)
                && version is 0 or 1
                && reader.HasData)
                throw NpkiException.NotEncrypted();
            AsnReader algorithm = reader.ReadSequence();
            byte[] ciphertext = reader.ReadOctetString();
            PasswordEncryption encryption = EncryptionSchemes.Read(algorithm, withinPkcs12: false);
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
    /// <exception cref="NpkiException"><see cref="NpkiFailure.PasswordRejected"/>: the password is empty or no text.</exception>
    /// <exception cref="ObjectDisposedException">The key is gone.</exception>
    public static byte[] Encrypt(NpkiPrivateKey key, ReadOnlySpan<char> password)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (PasswordPolicy.None.Check(password) is { Count: > 0 } broken)
            throw NpkiException.PasswordRejected(broken);
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
    /// <param name="password">
    /// The password; its bytes are UTF-8. Korean letters are tried composed and in CP949 as well, as other programs write them.
    /// </param>
    /// <returns>The key, which the caller disposes.</returns>
    /// <exception cref="NpkiException">
    /// <see cref="NpkiFailure.PasswordIncorrect"/>: wrong, or the content is damaged from its beginning, which looks the same. Where the
    /// password is right, the reason is another: <see cref="NpkiFailure.UnsupportedAlgorithm"/>: the key is not RSA;
    /// <see cref="NpkiFailure.Malformed"/> or <see cref="NpkiFailure.ParameterOutOfRange"/>: it cannot be used.
    /// </exception>
    public NpkiPrivateKey Decrypt(ReadOnlySpan<char> password)
    {
        using PasswordForms forms = new(password);
        foreach (PasswordForm form in forms.All)
        {
            if (TryOpen(form) is { } key)
                return key;
        }

        throw NpkiException.PasswordIncorrect();
    }

    /// <summary>Opens the key with one form of a password.</summary>
    /// <returns>Null if the result is not a key, so that the form is wrong.</returns>
    /// <exception cref="NpkiException">The form is right, and the key cannot be used.</exception>
    private NpkiPrivateKey? TryOpen(PasswordForm form)
    {
        SecretBuffer padded = new(_ciphertext.Length);
        try
        {
            int length = _encryption.Decrypt(form, _ciphertext, padded.Span);
            // Wrong passwords leave a valid padding about once in 256 times, and right ones an odd padding: the content decides.
            return PrivateKeyInfo.IsLike(padded.Span)
                ? NpkiPrivateKey.Own(padded.Truncate(length < 0 ? _ciphertext.Length : length))
                : null;
        }
        finally
        {
            padded.Dispose();
        }
    }
}
