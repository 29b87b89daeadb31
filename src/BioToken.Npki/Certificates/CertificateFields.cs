using System.Formats.Asn1;
using BioToken.Npki.Formats;

namespace BioToken.Npki.Certificates;

/// <summary>
/// The parts of an encoded certificate (RFC 5280, section 4.1), cut out and not yet interpreted:
/// <code>
/// Certificate    ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue BIT STRING }
/// TBSCertificate ::= SEQUENCE { version [0] DEFAULT v1, serialNumber INTEGER, signature, issuer, validity, subject,
///                               subjectPublicKeyInfo, issuerUniqueID [1], subjectUniqueID [2], extensions [3] EXPLICIT }
/// </code>
/// </summary>
internal sealed class CertificateFields
{
    private static readonly Asn1Tag VersionTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 3, isConstructed: true);

    private CertificateFields()
    {
    }

    /// <summary>The whole certificate, with definite lengths and nothing after it.</summary>
    public required ReadOnlyMemory<byte> Whole { get; init; }

    /// <summary>The signed part, tbsCertificate, with its tag.</summary>
    public required ReadOnlyMemory<byte> Signed { get; init; }

    /// <summary>Object identifier of the signature algorithm.</summary>
    public required string SignatureOid { get; init; }

    /// <summary>The signature itself.</summary>
    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>The serial number as an encoded INTEGER.</summary>
    public required ReadOnlyMemory<byte> SerialNumber { get; init; }

    /// <summary>The content of that INTEGER: big-endian, with a sign.</summary>
    public required ReadOnlyMemory<byte> SerialNumberBytes { get; init; }

    /// <summary>The issuer's name, encoded.</summary>
    public required ReadOnlyMemory<byte> Issuer { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>The holder's name, encoded.</summary>
    public required ReadOnlyMemory<byte> Subject { get; init; }

    /// <summary>The SubjectPublicKeyInfo, encoded.</summary>
    public required ReadOnlyMemory<byte> PublicKeyInfo { get; init; }

    /// <summary>Object identifier of the public key's algorithm.</summary>
    public required string PublicKeyOid { get; init; }

    /// <summary>The key in it: the content of its BIT STRING, whose hash is a key identifier.</summary>
    public required ReadOnlyMemory<byte> PublicKeyBits { get; init; }

    /// <summary>The values of the extensions by object identifier.</summary>
    public required IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Extensions { get; init; }

    /// <summary>Cuts up an encoded certificate.</summary>
    /// <remarks>
    /// BER is read as well as DER: what follows the certificate is left out, and BOOLEAN, times and lengths may have any form of BER. So do
    /// OpenSSL and .NET.
    /// </remarks>
    /// <exception cref="AsnContentException">It is malformed.</exception>
    public static CertificateFields Read(ReadOnlyMemory<byte> encoded)
    {
        ReadOnlyMemory<byte> whole = BerEncoding.ReadFirst(encoded);
        AsnReader certificate = new AsnReader(whole, AsnEncodingRules.BER).ReadSequence();
        ReadOnlyMemory<byte> signed = certificate.PeekEncodedValue();
        AsnReader tbs = certificate.ReadSequence();
        ReadOnlyMemory<byte> algorithm = certificate.ReadEncodedValue();
        ReadOnlyMemory<byte> signature = ReadBits(certificate);
        certificate.ThrowIfNotEmpty();

        return ReadSigned(whole, tbs, signed, ReadAlgorithmOid(new(algorithm, AsnEncodingRules.BER)), signature);
    }

    private static CertificateFields ReadSigned(
        ReadOnlyMemory<byte> whole, AsnReader tbs, ReadOnlyMemory<byte> signed, string algorithm, ReadOnlyMemory<byte> signature)
    {
        if (tbs.PeekTag().HasSameClassAndValue(VersionTag))
            tbs.ReadEncodedValue();
        ReadOnlyMemory<byte> serial = tbs.PeekEncodedValue();
        ReadOnlyMemory<byte> serialBytes = tbs.ReadIntegerBytes();

        // The signed and unsigned algorithm identifiers must agree (RFC 5280, section 4.1.1.2), except in how absent parameters are
        // written.
        if (ReadAlgorithmOid(tbs) != algorithm)
            throw new AsnContentException("The two signature algorithms differ.");
        ReadOnlyMemory<byte> issuer = tbs.ReadEncodedValue();
        (DateTimeOffset notBefore, DateTimeOffset notAfter) = ReadValidity(tbs.ReadSequence());
        ReadOnlyMemory<byte> subject = tbs.ReadEncodedValue();
        ReadOnlyMemory<byte> publicKeyInfo = tbs.PeekEncodedValue();
        AsnReader publicKey = tbs.ReadSequence();

        return new()
        {
            Whole = whole,
            Signed = signed,
            SignatureOid = algorithm,
            Signature = signature,
            SerialNumber = serial,
            SerialNumberBytes = serialBytes,
            Issuer = issuer,
            NotBefore = notBefore,
            NotAfter = notAfter,
            Subject = subject,
            PublicKeyInfo = publicKeyInfo,
            PublicKeyOid = ReadAlgorithmOid(publicKey),
            PublicKeyBits = ReadBits(publicKey),
            Extensions = ReadExtensions(tbs),
        };
    }

    private static string ReadAlgorithmOid(AsnReader reader) => reader.ReadSequence().ReadObjectIdentifier();

    private static ReadOnlyMemory<byte> ReadBits(AsnReader reader) => reader.ReadBitString(out _);

    private static (DateTimeOffset NotBefore, DateTimeOffset NotAfter) ReadValidity(AsnReader validity)
    {
        DateTimeOffset notBefore = ReadTime(validity);
        DateTimeOffset notAfter = ReadTime(validity);
        validity.ThrowIfNotEmpty();
        return (notBefore, notAfter);
    }

    private static DateTimeOffset ReadTime(AsnReader reader) =>
        (reader.PeekTag().HasSameClassAndValue(Asn1Tag.GeneralizedTime) ? reader.ReadGeneralizedTime() : reader.ReadUtcTime())
            .ToUniversalTime();

    private static Dictionary<string, ReadOnlyMemory<byte>> ReadExtensions(AsnReader tbs)
    {
        Dictionary<string, ReadOnlyMemory<byte>> extensions = new(StringComparer.Ordinal);
        while (tbs.HasData)
        {
            if (!tbs.PeekTag().HasSameClassAndValue(ExtensionsTag))
            {
                tbs.ReadEncodedValue();
                continue;
            }

            AsnReader wrapper = tbs.ReadSequence(ExtensionsTag);
            AsnReader list = wrapper.ReadSequence();
            wrapper.ThrowIfNotEmpty();
            while (list.HasData)
                ReadExtension(list.ReadSequence(), extensions);
        }

        return extensions;
    }

    // Extension ::= SEQUENCE { extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
    // If an extension occurs twice, the first one counts.
    private static void ReadExtension(AsnReader extension, Dictionary<string, ReadOnlyMemory<byte>> extensions)
    {
        string oid = extension.ReadObjectIdentifier();
        if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean))
            extension.ReadEncodedValue();
        extensions.TryAdd(oid, extension.ReadOctetString());
    }
}
