using System.Formats.Asn1;
using BioToken.Npki.Certificates;

namespace BioToken.Npki.Pkcs12;

/// <summary>The frame of a SafeBag's content.</summary>
/// <remarks>
/// <code>
/// SafeBag ::= SEQUENCE {                              -- RFC 7292 section 4.2
///     bagId OBJECT IDENTIFIER, bagValue [0] EXPLICIT ANY, bagAttributes SET OF Attribute OPTIONAL }
/// </code>
/// </remarks>
internal sealed record Pkcs12Bag(string Type, ReadOnlyMemory<byte> Value, string? FriendlyName, ReadOnlyMemory<byte> LocalKeyId)
{
    private static readonly Asn1Tag ValueTag = new(TagClass.ContextSpecific, 0);

    public static Pkcs12Bag Read(AsnReader bag)
    {
        string type = bag.ReadObjectIdentifier();
        AsnReader wrapper = bag.ReadSequence(ValueTag);
        ReadOnlyMemory<byte> value = wrapper.ReadEncodedValue();
        string? friendlyName = null;
        ReadOnlyMemory<byte> localKeyId = default;
        try
        {
            if (bag.HasData)
                ReadAttributes(bag.ReadSetOf(skipSortOrderValidation: true), ref friendlyName, ref localKeyId);
        }
        catch (AsnContentException)
        {
            // They are for people; the bag is valid without them.
        }

        return new(type, value, friendlyName, localKeyId);
    }

    private static void ReadAttributes(AsnReader attributes, ref string? friendlyName, ref ReadOnlyMemory<byte> localKeyId)
    {
        while (attributes.HasData)
        {
            AsnReader attribute = attributes.ReadSequence();
            string oid = attribute.ReadObjectIdentifier();
            AsnReader values = attribute.ReadSetOf(skipSortOrderValidation: true);
            // A BMPString by the standard, and others in the field.
            if (oid == Pkcs12Oids.FriendlyName && values.HasData)
                friendlyName = AttributeText.Read(values);
            else if (oid == Pkcs12Oids.LocalKeyId)
                localKeyId = values.ReadOctetString();
        }
    }
}
