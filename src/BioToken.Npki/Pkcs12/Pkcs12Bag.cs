using System.Formats.Asn1;

namespace BioToken.Npki;

/// <summary>What stands around the content of a SafeBag.</summary>
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
        wrapper.ThrowIfNotEmpty();
        string? friendlyName = null;
        ReadOnlyMemory<byte> localKeyId = default;
        if (bag.HasData)
        {
            AsnReader attributes = bag.ReadSetOf(skipSortOrderValidation: true);
            while (attributes.HasData)
            {
                AsnReader attribute = attributes.ReadSequence();
                string oid = attribute.ReadObjectIdentifier();
                AsnReader values = attribute.ReadSetOf(skipSortOrderValidation: true);
                attribute.ThrowIfNotEmpty();
                if (oid == Pkcs12Oids.FriendlyName)
                    friendlyName = values.ReadCharacterString(UniversalTagNumber.BMPString);
                else if (oid == Pkcs12Oids.LocalKeyId)
                    localKeyId = values.ReadOctetString();
            }
        }

        bag.ThrowIfNotEmpty();
        return new(type, value, friendlyName, localKeyId);
    }
}
