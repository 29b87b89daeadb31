using System.Formats.Asn1;
using System.Security.Cryptography.Pkcs;
using BioToken.Npki.Errors;
using BioToken.Npki.Formats;
using BioToken.Npki.Keys;
using BioToken.Npki.Keys.Encryption;

namespace BioToken.Npki.Pkcs12;

/// <summary>Walks through a PFX and collects its certificates and keys. Every count is checked before time is spent on it.</summary>
/// <remarks>
/// <code>
/// PFX ::= SEQUENCE { version INTEGER (3), authSafe ContentInfo, macData MacData OPTIONAL }        -- RFC 7292 section 4
/// AuthenticatedSafe ::= SEQUENCE OF ContentInfo      -- Data, or EncryptedData; each of them with SafeContents
/// SafeContents ::= SEQUENCE OF SafeBag
/// </code>
/// </remarks>
/// <param name="maxWork">Most key derivation work in one file, in iterations of one hash.</param>
internal sealed class PfxReader(long maxWork)
{
    /// <summary>Most key derivation work in one file. It takes one to four seconds.</summary>
    public const long MaxWork = 2L * PasswordEncryption.MaxIterations;

    private const int MaxBags = 256;
    private const string Structure = "PFX (PKCS#12)";

    private static readonly Asn1Tag ContentTag = new(TagClass.ContextSpecific, 0);

    private long _work;
    private int _bags;
    private bool _decrypted;
    private NpkiException? _refused;

    public List<(Pkcs12Bag Bag, byte[] Der)> Certificates { get; } = [];

    public List<(Pkcs12Bag Bag, NpkiPrivateKey Key)> Keys { get; } = [];

    /// <summary>Whether the password is proven correct, by the MAC or by a decrypted part: a later failure has another cause.</summary>
    public bool IsProven { get; private set; }

    public void Read(ReadOnlyMemory<byte> pfx, PasswordForm password)
    {
        // Data after the structure are ignored.
        AsnReader reader = new AsnReader(pfx, AsnEncodingRules.BER).ReadSequence();
        if (!reader.TryReadInt32(out int version) || version != 3)
            throw NpkiException.Malformed(Structure);
        byte[] safe = ReadData(reader.ReadSequence());
        bool hasMac = reader.HasData;
        if (hasMac)
        {
            CheckMac(reader.ReadSequence());
            IsProven = Pkcs12Info.Decode(pfx, out _, skipCopy: true).VerifyMac(password.Characters);
        }

        bool isVerified = IsProven;
        try
        {
            ReadAuthenticatedSafe(safe, password);
        }
        catch (Exception e) when (!IsProven && (hasMac || _decrypted) && IsNonsense(e))
        {
            // Without a MAC, a wrong password shows only as nonsense.
            throw NpkiException.PasswordIncorrect(e);
        }

        if (hasMac && !isVerified)
            throw IsProven ? NpkiException.Pkcs12Changed() : NpkiException.PasswordIncorrect();
        if (Keys.Count == 0 && _refused is not null)
            throw _refused;
    }

    private static bool IsNonsense(Exception e)
        => e is AsnContentException or NpkiException { Reason: not (NpkiFailure.ParameterOutOfRange or NpkiFailure.TooLarge) };

    private static byte[] ReadData(AsnReader contentInfo)
    {
        string type = contentInfo.ReadObjectIdentifier();
        if (type != Pkcs12Oids.Data)
            throw NpkiException.UnsupportedAlgorithm(type);
        return ReadDataContent(contentInfo);
    }

    private static byte[] ReadDataContent(AsnReader contentInfo)
    {
        AsnReader wrapper = contentInfo.ReadSequence(ContentTag);
        contentInfo.ThrowIfNotEmpty();
        byte[] data = wrapper.ReadOctetString();
        return data;
    }

    /// <summary>MacData ::= SEQUENCE { SEQUENCE { digestAlgorithm, digest }, macSalt, iterations INTEGER DEFAULT 1 }.</summary>
    private void CheckMac(AsnReader macData)
    {
        string digest = macData.ReadSequence().ReadSequence().ReadObjectIdentifier();
        // SHA-1, SHA-256, SHA-384, SHA-512
        if (digest is not ("1.3.14.3.2.26" or "2.16.840.1.101.3.4.2.1" or "2.16.840.1.101.3.4.2.2" or "2.16.840.1.101.3.4.2.3"))
            throw NpkiException.UnsupportedAlgorithm(digest);
        PasswordEncryption.ReadSalt(macData);
        if (macData.HasData)
            Charge(PasswordEncryption.ReadIterations(macData));
    }

    private void ReadAuthenticatedSafe(byte[] safe, PasswordForm password)
    {
        AsnReader contents = new AsnReader(safe, AsnEncodingRules.BER).ReadSequence();
        while (contents.HasData)
        {
            AsnReader content = contents.ReadSequence();
            string type = content.ReadObjectIdentifier();
            if (type == Pkcs12Oids.Data)
                ReadSafeContents(ReadDataContent(content), password);
            else if (type == Pkcs12Oids.EncryptedData)
                ReadEncryptedData(content.ReadSequence(ContentTag).ReadSequence(), password);
            else
                throw NpkiException.UnsupportedAlgorithm(type);
        }
    }

    /// <summary>
    /// EncryptedData ::= SEQUENCE { version, SEQUENCE { contentType, algorithm, [0] IMPLICIT OCTET STRING } } of RFC 5652 section 8.
    /// </summary>
    private void ReadEncryptedData(AsnReader encryptedData, PasswordForm password)
    {
        if (!encryptedData.TryReadInt32(out int version) || version != 0)
            throw NpkiException.Malformed(Structure);
        AsnReader info = encryptedData.ReadSequence();
        encryptedData.ThrowIfNotEmpty();
        string type = info.ReadObjectIdentifier();
        if (type != Pkcs12Oids.Data)
            throw NpkiException.UnsupportedAlgorithm(type);
        AsnReader algorithm = info.ReadSequence();
        byte[] ciphertext = info.ReadOctetString(ContentTag);
        info.ThrowIfNotEmpty();
        (SecretBuffer padded, int length) = Decrypt(EncryptionSchemes.Read(algorithm, withinPkcs12: true), ciphertext, password);
        using (padded)
        {
            if (length < 0)
                throw IsProven ? NpkiException.Pkcs12PartPassword() : NpkiException.PasswordIncorrect();
            ReadSafeContents(padded.Memory[..length], password);
            IsProven = true;
        }
    }

    private void ReadSafeContents(ReadOnlyMemory<byte> safeContents, PasswordForm password)
    {
        AsnReader bags = new AsnReader(safeContents, AsnEncodingRules.BER).ReadSequence();
        while (bags.HasData)
        {
            if (++_bags > MaxBags)
                throw NpkiException.ParameterOutOfRange("SafeBag", $"> {MaxBags}", $"1–{MaxBags}");
            Pkcs12Bag bag = Pkcs12Bag.Read(bags.ReadSequence());
            if (bag.Type == Pkcs12Oids.CertBag)
                ReadCertificate(bag);
            else if (bag.Type == Pkcs12Oids.KeyBag)
                AddKey(bag, SecretBuffer.CopyOf(bag.Value.Span));
            else if (bag.Type == Pkcs12Oids.ShroudedKeyBag)
                ReadShroudedKey(bag, password);
        }
    }

    /// <summary>CertBag ::= SEQUENCE { certId OID, certValue [0] EXPLICIT OCTET STRING }.</summary>
    private void ReadCertificate(Pkcs12Bag bag)
    {
        AsnReader reader = new AsnReader(bag.Value, AsnEncodingRules.BER).ReadSequence();
        if (reader.ReadObjectIdentifier() == Pkcs12Oids.X509Certificate)
            Certificates.Add((bag, ReadDataContent(reader)));
    }

    private void ReadShroudedKey(Pkcs12Bag bag, PasswordForm password)
    {
        AsnReader reader = new AsnReader(bag.Value, AsnEncodingRules.BER).ReadSequence();
        AsnReader algorithm = reader.ReadSequence();
        byte[] ciphertext = reader.ReadOctetString();
        PasswordEncryption encryption;
        try
        {
            encryption = EncryptionSchemes.Read(algorithm, withinPkcs12: true);
        }
        catch (NpkiException e) when (e.Reason == NpkiFailure.UnsupportedAlgorithm)
        {
            _refused ??= e;
            return;
        }

        (SecretBuffer padded, int length) = Decrypt(encryption, ciphertext, password);
        if (!PrivateKeyInfo.IsLike(padded.Span))
        {
            padded.Dispose();
            throw IsProven ? NpkiException.Pkcs12KeyPassword() : NpkiException.PasswordIncorrect();
        }

        IsProven = true;
        AddKey(bag, padded.Truncate(length < 0 ? ciphertext.Length : length));
    }

    // A key of another algorithm, or an odd one, does not hide the others.
    private void AddKey(Pkcs12Bag bag, SecretBuffer pkcs8)
    {
        try
        {
            Keys.Add((bag, NpkiPrivateKey.Own(pkcs8)));
        }
        catch (NpkiException e)
        {
            _refused ??= e;
        }
    }

    /// <returns>The plaintext with its padding, which the caller disposes, and its length without; -1 if the padding is wrong.</returns>
    private (SecretBuffer Padded, int Length) Decrypt(PasswordEncryption encryption, byte[] ciphertext, PasswordForm password)
    {
        if (ciphertext.Length == 0 || ciphertext.Length % encryption.Cipher.BlockSize != 0)
            throw NpkiException.Malformed(Structure);
        Charge(encryption.Work);
        _decrypted = true;
        SecretBuffer padded = new(ciphertext.Length);
        return (padded, encryption.Decrypt(password, ciphertext, padded.Span));
    }

    private void Charge(long work)
    {
        _work += work;
        if (_work > maxWork)
            throw NpkiException.ParameterOutOfRange("iterations", $"> {maxWork}", $"1–{maxWork}");
    }
}
