using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Formats;
using BioToken.Npki.VirtualIdentifiers;

namespace BioToken.Simulator.Issuing;

/// <summary>Encodes names and extensions of KISA's certificate profile that .NET has no type for.</summary>
internal static class KisaProfile
{
    private const string CommonName = "2.5.4.3";
    private const string Country = "2.5.4.6";
    private const string Organization = "2.5.4.10";
    private const string OrganizationalUnit = "2.5.4.11";

    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>A name of UTF8Strings below <c>C=KR</c>.</summary>
    /// <param name="organization">The O part.</param>
    /// <param name="units">The OU parts, most specific first.</param>
    /// <param name="commonName">The CN part.</param>
    public static X500DistinguishedName Name(string organization, IEnumerable<string> units, string commonName)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            WritePart(writer, Country, UniversalTagNumber.PrintableString, "KR");
            WritePart(writer, Organization, UniversalTagNumber.UTF8String, organization);
            foreach (string unit in units.Reverse())
                WritePart(writer, OrganizationalUnit, UniversalTagNumber.UTF8String, unit);
            WritePart(writer, CommonName, UniversalTagNumber.UTF8String, commonName);
        }

        return new(writer.Encode());
    }

    /// <summary>certificatePolicies ::= SEQUENCE OF SEQUENCE { policyIdentifier OBJECT IDENTIFIER }</summary>
    public static X509Extension Policy(string oid)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
            writer.WriteObjectIdentifier(oid);
        return new(Oids.CertificatePolicies, writer.Encode(), critical: true);
    }

    /// <summary>
    /// subjectAltName with one otherName: <c>IdentifyData ::= SEQUENCE { realName UTF8String, userInfo SEQUENCE OF SEQUENCE { type, value }
    /// }</c>
    /// </summary>
    /// <param name="realName">The holder's name.</param>
    /// <param name="vid">The VID; null to leave it out.</param>
    public static X509Extension IdentifyData(string realName, VirtualIdentifier? vid)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(Tag0))
        {
            writer.WriteObjectIdentifier(Oids.IdentifyData);
            using (writer.PushSequence(Tag0))
            using (writer.PushSequence())
            {
                writer.WriteCharacterString(UniversalTagNumber.UTF8String, realName);
                if (vid is not null)
                    WriteUserInfo(writer, vid);
            }
        }

        return new(Oids.SubjectAlternativeName, writer.Encode(), critical: false);
    }

    private static void WritePart(AsnWriter writer, string oid, UniversalTagNumber type, string value)
    {
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            writer.WriteCharacterString(type, value);
        }
    }

    // VID ::= SEQUENCE { hashAlg AlgorithmIdentifier, virtualID [0] EXPLICIT OCTET STRING }
    private static void WriteUserInfo(AsnWriter writer, VirtualIdentifier vid)
    {
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.VirtualIdentifier);
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                    writer.WriteObjectIdentifier(vid.HashOid);
                using (writer.PushSequence(Tag0))
                    writer.WriteOctetString(vid.Value.Span);
            }
        }
    }
}
