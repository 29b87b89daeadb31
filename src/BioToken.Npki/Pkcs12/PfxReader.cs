using System.Formats.Asn1;
using System.Security.Cryptography.Pkcs;

namespace BioToken.Npki;

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
    private bool _verified;
    private bool _decrypted;

    public List<(Pkcs12Bag Bag, byte[] Der)> Certificates { get; } = [];

    public List<(Pkcs12Bag Bag, NpkiPrivateKey Key)> Keys { get; } = [];

    public void Read(ReadOnlyMemory<byte> pfx, ReadOnlySpan<char> password)
    {
        AsnReader outer = new(pfx, AsnEncodingRules.BER);
        AsnReader reader = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        if (!reader.TryReadInt32(out int version) || version != 3)
            throw NpkiException.Malformed(Structure);
        byte[] safe = ReadData(reader.ReadSequence());
        if (reader.HasData)
        {
            CheckMac(reader.ReadSequence());
            _verified = Pkcs12Info.Decode(pfx, out _, skipCopy: true).VerifyMac(password);
            if (!_verified)
                throw NpkiException.PasswordIncorrect();
        }

        reader.ThrowIfNotEmpty();
        try
        {
            ReadAuthenticatedSafe(safe, password);
        }
        catch (Exception e) when (_decrypted && !_verified && IsNonsense(e))
        {
            // Without a MAC, a wrong password shows only as nonsense.
            throw NpkiException.PasswordIncorrect(e);
        }
    }

    private static bool IsNonsense(Exception e) => e is AsnContentException or NpkiException { Reason: NpkiFailure.Malformed };

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
        wrapper.ThrowIfNotEmpty();
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
        macData.ThrowIfNotEmpty();
    }

    private void ReadAuthenticatedSafe(byte[] safe, ReadOnlySpan<char> password)
    {
        AsnReader outer = new(safe, AsnEncodingRules.BER);
        AsnReader contents = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
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
    private void ReadEncryptedData(AsnReader encryptedData, ReadOnlySpan<char> password)
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
        using SecretBuffer contents = Decrypt(algorithm, ciphertext, password);
        ReadSafeContents(contents.Memory, password);
    }

    private void ReadSafeContents(ReadOnlyMemory<byte> safeContents, ReadOnlySpan<char> password)
    {
        AsnReader outer = new(safeContents, AsnEncodingRules.BER);
        AsnReader bags = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        while (bags.HasData)
        {
            if (++_bags > MaxBags)
                throw NpkiException.ParameterOutOfRange("SafeBag", $"> {MaxBags}", $"1–{MaxBags}");
            Pkcs12Bag bag = Pkcs12Bag.Read(bags.ReadSequence());
            if (bag.Type == Pkcs12Oids.CertBag)
                ReadCertificate(bag);
            else if (bag.Type == Pkcs12Oids.KeyBag)
                Keys.Add((bag, NpkiPrivateKey.Parse(bag.Value.Span)));
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

    private void ReadShroudedKey(Pkcs12Bag bag, ReadOnlySpan<char> password)
    {
        AsnReader reader = new AsnReader(bag.Value, AsnEncodingRules.BER).ReadSequence();
        AsnReader algorithm = reader.ReadSequence();
        byte[] ciphertext = reader.ReadOctetString();
        reader.ThrowIfNotEmpty();
        Keys.Add((bag, NpkiPrivateKey.Own(Decrypt(algorithm, ciphertext, password))));
    }

    private SecretBuffer Decrypt(AsnReader algorithm, byte[] ciphertext, ReadOnlySpan<char> password)
    {
        PasswordEncryption encryption = Pkcs12Pbe.Read(algorithm);
        if (ciphertext.Length == 0 || ciphertext.Length % encryption.Cipher.BlockSize != 0)
            throw NpkiException.Malformed(Structure);
        Charge(encryption.Work);
        _decrypted = true;
        SecretBuffer padded = new(ciphertext.Length);
        int length = encryption.Decrypt(password, ciphertext, padded.Span);
        if (length >= 0)
            return padded.Truncate(length);
        padded.Dispose();
        throw NpkiException.PasswordIncorrect();
    }

    private void Charge(long work)
    {
        _work += work;
        if (_work > maxWork)
            throw NpkiException.ParameterOutOfRange("iterations", $"> {maxWork}", $"1–{maxWork}");
    }
}
