using System.Formats.Asn1;
using BioToken.Npki.Formats;
using BioToken.Npki.VirtualIdentifiers;

namespace BioToken.Npki.Certificates;

/// <summary>
/// The data of KISA's certificate profile in the subject's alternative name:
/// <code>
/// IdentifyData ::= SEQUENCE { realName UTF8String, userInfo SEQUENCE OF SEQUENCE { type OBJECT IDENTIFIER, value ANY } OPTIONAL }
/// VID          ::= SEQUENCE { hashAlg AlgorithmIdentifier, virtualID [0] OCTET STRING }
/// </code>
/// </summary>
/// <param name="RealName">The holder's name.</param>
/// <param name="VirtualIdentifier">The VID; null if there is none, as in the certificates of CAs.</param>
internal sealed record IdentifyData(string RealName, VirtualIdentifier? VirtualIdentifier)
{
    private static readonly Asn1Tag Tag0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Tag0Constructed = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>Reads the next name of a GeneralNames sequence.</summary>
    /// <returns>Null if it is another kind of name.</returns>
    /// <exception cref="AsnContentException">The name is malformed.</exception>
    public static IdentifyData? ReadGeneralName(AsnReader names)
    {
        // otherName [0] IMPLICIT SEQUENCE { type-id OBJECT IDENTIFIER, value [0] EXPLICIT ANY }
        if (!names.PeekTag().HasSameClassAndValue(Tag0))
        {
            names.ReadEncodedValue();
            return null;
        }

        AsnReader otherName = names.ReadSequence(Tag0Constructed);
        if (otherName.ReadObjectIdentifier() != Oids.IdentifyData)
            return null;
        AsnReader value = otherName.ReadSequence(Tag0Constructed);
        otherName.ThrowIfNotEmpty();
        AsnReader data = value.ReadSequence();
        value.ThrowIfNotEmpty();
        return Read(data);
    }

    private static IdentifyData Read(AsnReader data)
    {
        string realName = AttributeText.Read(data);
        VirtualIdentifier? vid = null;
        if (data.HasData)
        {
            AsnReader userInfo = data.ReadSequence();
            while (userInfo.HasData)
            {
                // Also read if the first one counts: with ??= it would not be read, and the loop would not end.
                VirtualIdentifier? next = ReadUserInfo(userInfo.ReadSequence());
                vid ??= next;
            }

            data.ThrowIfNotEmpty();
        }

        return new(realName, vid);
    }

    private static VirtualIdentifier? ReadUserInfo(AsnReader attribute)
    {
        if (attribute.ReadObjectIdentifier() != Oids.VirtualIdentifier)
            return null;

        AsnReader vid = attribute.ReadSequence();
        attribute.ThrowIfNotEmpty();
        string hash = vid.ReadSequence().ReadObjectIdentifier();
        byte[] value = ReadVirtualId(vid);
        vid.ThrowIfNotEmpty();
        return new(hash, value);
    }

    // Measured certificates tag explicitly; an implicit tag cannot be mistaken for it.
    private static byte[] ReadVirtualId(AsnReader vid)
    {
        if (!vid.PeekTag().IsConstructed)
            return vid.ReadOctetString(Tag0);

        AsnReader wrapper = vid.ReadSequence(Tag0Constructed);
        byte[] value = wrapper.ReadOctetString();
        wrapper.ThrowIfNotEmpty();
        return value;
    }
}
