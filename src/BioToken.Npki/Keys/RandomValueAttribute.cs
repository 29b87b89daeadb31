using System.Formats.Asn1;
using BioToken.Npki.Formats;

namespace BioToken.Npki.Keys;

/// <summary>
/// R among the attributes of a key: <c>SEQUENCE { OBJECT IDENTIFIER, SET { BIT STRING } }</c>. A key is valid without it, so that one that
/// cannot be used costs itself only.
/// </summary>
/// <param name="Value">R; empty if there is none that can be used.</param>
/// <param name="IsUnusable">Whether R is present but unusable.</param>
internal readonly record struct RandomValueAttribute(ReadOnlyMemory<byte> Value, bool IsUnusable)
{
    private static RandomValueAttribute Unusable => new(default, true);

    /// <summary>Looks for R in an encoded set of attributes, whatever its tag.</summary>
    public static RandomValueAttribute Read(ReadOnlyMemory<byte> attributes, Asn1Tag tag)
    {
        RandomValueAttribute found = default;
        try
        {
            AsnReader reader = new AsnReader(attributes, AsnEncodingRules.BER).ReadSetOf(skipSortOrderValidation: true, tag);
            while (reader.HasData)
            {
                AsnReader attribute = reader.ReadSequence();
                if (attribute.ReadObjectIdentifier() != Oids.RandomValue)
                    continue;
                // If there are two, it is unknown which is valid.
                if (found != default)
                    return Unusable;
                found = ReadValue(attribute.ReadSetOf(skipSortOrderValidation: true));
            }

            return found;
        }
        catch (AsnContentException)
        {
            return found == default ? Unusable : found;
        }
    }

    // A BIT STRING of whole bytes; very old keys reportedly contain an OCTET STRING.
    private static RandomValueAttribute ReadValue(AsnReader values)
    {
        int unusedBits = 0;
        bool read = values.PeekTag().HasSameClassAndValue(Asn1Tag.PrimitiveOctetString)
            ? values.TryReadPrimitiveOctetString(out ReadOnlyMemory<byte> value)
            : values.TryReadPrimitiveBitString(out unusedBits, out value);
        return read && unusedBits == 0 && value.Length is > 0 and <= NpkiPrivateKey.MaxRandomValueLength && !values.HasData
            ? new(value, false)
            : Unusable;
    }
}
