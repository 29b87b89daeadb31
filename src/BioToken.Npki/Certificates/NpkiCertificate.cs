using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Errors;
using BioToken.Npki.Formats;

namespace BioToken.Npki.Certificates;

/// <summary>A joint certificate (공동인증서), or a certificate of a CA that issues them (KISA profile of RFC 5280). Immutable.</summary>
public sealed partial class NpkiCertificate
{
    /// <summary>Largest encoded certificate that is read, in bytes.</summary>
    public const int MaxLength = BerEncoding.MaxLength;

    private static readonly string[] Labels = ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"];

    private readonly CertificateFields _fields;
    private readonly DistinguishedName _subject;
    private readonly DistinguishedName _issuer;

    private NpkiCertificate(ReadOnlyMemory<byte> encoded)
    {
        _fields = CertificateFields.Read(encoded);
        _subject = DistinguishedName.Read(_fields.Subject);
        _issuer = DistinguishedName.Read(_fields.Issuer);
        Subject = _subject.ToString();
        Issuer = _issuer.ToString();
        X509KeyUsageFlags? usages = CertificateExtensions.ReadKeyUsages(_fields);
        StatesKeyUsage = usages is not null;
        KeyUsages = usages ?? X509KeyUsageFlags.None;
        IsAuthority = CertificateExtensions.ReadIsAuthority(_fields);
        SubjectKeyIdentifier = CertificateExtensions.ReadSubjectKeyIdentifier(_fields) ?? HashOfPublicKey();
        PolicyOids = CertificateExtensions.ReadPolicies(_fields);
        Purpose = CertificatePolicies.PurposeOf(PolicyOids);
        Authority = NpkiAuthority.Find(_issuer.Organization);
        IsFromTestAuthority = NpkiAuthority.IsTest(IssuingCa);

        IdentifyData? data = CertificateExtensions.ReadIdentifyData(_fields);
        RealName = data?.RealName;
        VirtualIdentifier = data?.VirtualIdentifier;
        IsIdentifyDataUnreadable = data is null && CertificateExtensions.IsIdentifyDataUnreadable(_fields);
    }

    /// <summary>The whole certificate in binary, with definite lengths and without trailing data.</summary>
    public ReadOnlyMemory<byte> Der => _fields.Whole;

    /// <summary>
    /// The holder's name, most specific part first, as in <c>CN=홍길동()0001,OU=personal4IB,O=yessign,C=kr</c>. Special and control
    /// characters are escaped (RFC 4514).
    /// </summary>
    public string Subject { get; }

    /// <summary>The issuing CA's name, written like <see cref="Subject"/>.</summary>
    public string Issuer { get; }

    /// <summary>The holder's name, encoded: the value of CKA_SUBJECT.</summary>
    public ReadOnlyMemory<byte> SubjectDer => _fields.Subject;

    /// <summary>The issuing CA's name, encoded: the value of CKA_ISSUER.</summary>
    public ReadOnlyMemory<byte> IssuerDer => _fields.Issuer;

    /// <summary>The serial number as an encoded INTEGER: the value of CKA_SERIAL_NUMBER.</summary>
    public ReadOnlyMemory<byte> SerialNumberDer => _fields.SerialNumber;

    /// <summary>The serial number in upper-case hexadecimal, whole bytes, as in <c>4F3A91C2</c>.</summary>
    public string SerialNumber
    {
        get
        {
            ReadOnlySpan<byte> bytes = _fields.SerialNumberBytes.Span;
            return Convert.ToHexString(bytes.Length > 1 && bytes[0] == 0 ? bytes[1..] : bytes);
        }
    }

    /// <summary>Start of validity, in UTC. This instant is valid.</summary>
    public DateTimeOffset NotBefore => _fields.NotBefore;

    /// <summary>End of validity, in UTC. This instant is still valid.</summary>
    public DateTimeOffset NotAfter => _fields.NotAfter;

    /// <summary>The permitted uses of the key; <see cref="X509KeyUsageFlags.None"/> if the certificate does not state them.</summary>
    public X509KeyUsageFlags KeyUsages { get; }

    /// <summary>
    /// True if the certificate states the use of its key; otherwise it may be used for anything (RFC 5280, section 4.2.1.3).
    /// </summary>
    public bool StatesKeyUsage { get; }

    /// <summary>True for a certificate that may sign: key usage digitalSignature or nonRepudiation, or none stated.</summary>
    public bool IsForSigning => Allows(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation);

    /// <summary>
    /// True for a certificate that may serve for key management (암호용): key usage keyEncipherment or dataEncipherment, or none stated.
    /// </summary>
    public bool IsForKeyManagement => Allows(X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.DataEncipherment);

    /// <summary>True for the certificate of a CA.</summary>
    public bool IsAuthority { get; }

    /// <summary>The identifier of the key: the extension's, or the SHA-1 of the public key (RFC 5280, section 4.2.1.2, method 1).</summary>
    public ReadOnlyMemory<byte> SubjectKeyIdentifier { get; }

    /// <summary>Reads an encoded certificate, wherever it comes from.</summary>
    /// <param name="der">
    /// The certificate in DER or BER, or as PEM or Base64. It is copied. Bytes after the certificate are passed over, and an optional
    /// unreadable extension is ignored.
    /// </param>
    /// <returns>The certificate. Its signature and validity are not checked.</returns>
    /// <exception cref="NpkiException">
    /// The data is longer than <see cref="MaxLength"/> (<see cref="NpkiFailure.TooLarge"/>) or is no certificate
    /// (<see cref="NpkiFailure.Malformed"/>).
    /// </exception>
    public static NpkiCertificate Parse(ReadOnlyMemory<byte> der)
    {
        if (der.Length > MaxLength)
            throw NpkiException.TooLarge(MaxLength);
        try
        {
            return new(TextArmor.Remove(der, Labels, out _).ToArray());
        }
        catch (AsnContentException e)
        {
            throw NpkiException.Malformed("X.509 Certificate", e);
        }
    }

    /// <summary>Returns whether an instant is within the validity period, including its ends.</summary>
    public bool IsValidAt(DateTimeOffset instant) => NotBefore <= instant && instant <= NotAfter;

    /// <summary>Whether another certificate is identical to this one.</summary>
    internal bool IsSameAs(NpkiCertificate? other) => other is not null && other.Der.Span.SequenceEqual(Der.Span);

    /// <summary>SHA-256 of the whole certificate.</summary>
    internal byte[] Digest() => SHA256.HashData(Der.Span);

    /// <summary>Whether its SHA-256 is this, in hexadecimal of either case.</summary>
    internal bool HasDigest(string? digest) => string.Equals(Convert.ToHexString(Digest()), digest, StringComparison.OrdinalIgnoreCase);

    /// <summary>The holder's name and the serial number.</summary>
    public override string ToString() => $"{Subject} ({SerialNumber})";

    private bool Allows(X509KeyUsageFlags any) => !StatesKeyUsage || (KeyUsages & any) != X509KeyUsageFlags.None;

    private byte[] HashOfPublicKey() => CryptographicOperations.HashData(HashAlgorithmName.SHA1, _fields.PublicKeyBits.Span);
}
