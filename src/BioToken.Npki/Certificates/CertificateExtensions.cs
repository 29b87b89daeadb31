using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Formats;

namespace BioToken.Npki.Certificates;

/// <summary>
/// Reads the extensions of a certificate that specify its use (RFC 5280, section 4.2.1). An unreadable extension is ignored; the
/// certificate stays readable.
/// </summary>
internal static class CertificateExtensions
{
    private const string SubjectKeyIdentifierOid = "2.5.29.14";
    private const string KeyUsageOid = "2.5.29.15";
    private const string BasicConstraintsOid = "2.5.29.19";

    /// <summary>The key usage; null if the certificate does not state it.</summary>
    public static X509KeyUsageFlags? ReadKeyUsages(CertificateFields fields) => Read<X509KeyUsageFlags?>(fields, KeyUsageOid, reader =>
    {
        ReadOnlySpan<byte> bits = reader.ReadBitString(out _);
        int low = bits.Length > 0 ? bits[0] : 0;
        int high = bits.Length > 1 ? bits[1] : 0;
        return (X509KeyUsageFlags)(low | (high << 8));
    });

    /// <summary>The identifier of the subject's key; null if the certificate does not state it.</summary>
    public static ReadOnlyMemory<byte>? ReadSubjectKeyIdentifier(CertificateFields fields)
        => Read<ReadOnlyMemory<byte>?>(fields, SubjectKeyIdentifierOid, reader => reader.ReadOctetString());

    /// <summary>True if the certificate is marked as a CA's.</summary>
    public static bool ReadIsAuthority(CertificateFields fields) => Read(fields, BasicConstraintsOid, reader =>
    {
        AsnReader constraints = reader.ReadSequence();
        return constraints.HasData && constraints.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && constraints.ReadBoolean();
    });

    /// <summary>The policies, in the certificate's order.</summary>
    public static IReadOnlyList<string> ReadPolicies(CertificateFields fields) => Read(fields, Oids.CertificatePolicies, reader =>
    {
        AsnReader policies = reader.ReadSequence();
        List<string> oids = [];
        while (policies.HasData)
            oids.Add(policies.ReadSequence().ReadObjectIdentifier());
        return oids.AsReadOnly();
    }) ?? [];

    /// <summary>The name and VID that KISA's profile puts into the subject's alternative name; null if there are none.</summary>
    public static IdentifyData? ReadIdentifyData(CertificateFields fields) => Read(fields, Oids.SubjectAlternativeName, ReadIdentifyData);

    /// <summary>True if the certificate has a subject's alternative name, and it cannot be read.</summary>
    public static bool IsIdentifyDataUnreadable(CertificateFields fields)
    {
        TryRead(fields, Oids.SubjectAlternativeName, ReadIdentifyData, out bool isUnreadable);
        return isUnreadable;
    }

    private static IdentifyData? ReadIdentifyData(AsnReader reader)
    {
        AsnReader names = reader.ReadSequence();
        IdentifyData? found = null;
        while (names.HasData)
            found = IdentifyData.ReadGeneralName(names) ?? found;
        return found;
    }

    private static T? Read<T>(CertificateFields fields, string oid, Func<AsnReader, T> read) => TryRead(fields, oid, read, out _);

    private static T? TryRead<T>(CertificateFields fields, string oid, Func<AsnReader, T> read, out bool isUnreadable)
    {
        isUnreadable = false;
        if (!fields.Extensions.TryGetValue(oid, out ReadOnlyMemory<byte> value))
            return default;
        try
        {
            return read(new AsnReader(BerEncoding.ReadFirst(value), AsnEncodingRules.BER));
        }
        catch (AsnContentException)
        {
            isUnreadable = true;
            return default;
        }
    }
}
