using System.Formats.Asn1;
using System.Text;

namespace BioToken.Npki.Certificates;

/// <summary>
/// A name (RFC 5280, section 4.1.2.4) as Korean users write it: most specific part first, as in
/// <c>CN=홍길동()0001,OU=personal4IB,O=yessign,C=kr</c>, with special characters escaped as in RFC 4514. Attributes that share one part
/// are written as parts of their own.
/// </summary>
internal sealed class DistinguishedName
{
    private const string CommonNameOid = "2.5.4.3";
    private const string OrganizationOid = "2.5.4.10";

    // Most specific first: the reverse of the encoded order.
    private readonly List<RelativeName> _parts;

    private DistinguishedName(ReadOnlyMemory<byte> der, List<RelativeName> parts)
    {
        Der = der;
        _parts = parts;
    }

    /// <summary>The encoded name.</summary>
    public ReadOnlyMemory<byte> Der { get; }

    /// <summary>The most specific CN; null if the name has none.</summary>
    public string? CommonName => ValueOf(CommonNameOid);

    /// <summary>The O; null if the name has none.</summary>
    public string? Organization => ValueOf(OrganizationOid);

    /// <summary>The parts, most specific first.</summary>
    public IReadOnlyList<RelativeName> Parts => _parts;

    /// <summary>Reads an encoded name.</summary>
    /// <exception cref="AsnContentException">The name is malformed.</exception>
    public static DistinguishedName Read(ReadOnlyMemory<byte> der)
    {
        AsnReader outer = new(der, AsnEncodingRules.BER);
        AsnReader names = outer.ReadSequence();
        outer.ThrowIfNotEmpty();

        List<RelativeName> parts = [];
        while (names.HasData)
        {
            // Not in DER order everywhere; the order has no meaning here.
            AsnReader set = names.ReadSetOf(skipSortOrderValidation: true);
            do
            {
                AsnReader pair = set.ReadSequence();
                string oid = pair.ReadObjectIdentifier();
                parts.Add(new(oid, AttributeText.Read(pair)));
                pair.ThrowIfNotEmpty();
            }
            while (set.HasData);
        }

        parts.Reverse();
        return new(der, parts);
    }

    /// <summary>The name as text, most specific part first.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        foreach (RelativeName part in _parts)
        {
            if (text.Length > 0)
                text.Append(',');
            text.Append(part.TypeName).Append('=').Append(AttributeText.Escape(part.Value));
        }

        return text.ToString();
    }

    private string? ValueOf(string oid)
    {
        foreach (RelativeName part in _parts)
        {
            if (part.Oid == oid)
                return part.Value;
        }

        return null;
    }
}
