namespace BioToken.Fuzz;

/// <summary>A BER or DER element that can be changed and written again.</summary>
internal sealed class Asn1Element
{
    public const int Indefinite = -1;

    private const byte Constructed = 0x20;
    private const int MaxDepth = 30;

    public byte Tag { get; set; }

    /// <summary>Minimum number of length bytes, or <see cref="Indefinite"/>.</summary>
    public int LengthBytes { get; set; }

    /// <summary>Whether the content is written without tag and length.</summary>
    public bool IsRaw { get; init; }

    /// <summary>The content before the children; all of the content if there are none.</summary>
    public byte[] Content { get; set; } = [];

    public List<Asn1Element> Children { get; init; } = [];

    public IEnumerable<Asn1Element> All() => Children.SelectMany(child => child.All()).Prepend(this);

    /// <summary>Reads elements up to the first data that is not an element, which is left out.</summary>
    public static List<Asn1Element> Parse(ReadOnlySpan<byte> data) => Parse(data, 0, out _);

    public void WriteTo(List<byte> output)
    {
        List<byte> content = [.. Content];
        Children.ForEach(child => child.WriteTo(content));
        if (!IsRaw)
        {
            output.Add(LengthBytes == Indefinite ? (byte)(Tag | Constructed) : Tag);
            WriteLength(output, content.Count);
        }

        output.AddRange(content);
        if (LengthBytes == Indefinite)
            output.AddRange([0, 0]);
    }

    private static List<Asn1Element> Parse(ReadOnlySpan<byte> data, int depth, out bool isWhole)
    {
        List<Asn1Element> elements = [];
        while (data.Length > 0 && TryReadHeader(data, out int header, out int length))
        {
            elements.Add(Make(data[0], data.Slice(header, length), depth));
            data = data[(header + length)..];
        }

        isWhole = data.Length == 0;
        return elements;
    }

    private static Asn1Element Make(byte tag, ReadOnlySpan<byte> content, int depth)
    {
        // Octet and bit strings often hold further elements.
        int prefix = tag == 0x03 && content is [0, ..] ? 1 : 0;
        if (depth < MaxDepth && ((tag & Constructed) != 0 || tag is 0x03 or 0x04))
        {
            List<Asn1Element> children = Parse(content[prefix..], depth + 1, out bool isWhole);
            if (isWhole && children.Count > 0)
                return new() { Tag = tag, Content = content[..prefix].ToArray(), Children = children };
        }

        return new() { Tag = tag, Content = content.ToArray() };
    }

    private static bool TryReadHeader(ReadOnlySpan<byte> data, out int header, out int length)
    {
        (header, length) = (2, 0);
        if (data.Length < 2 || (data[0] & 0x1F) == 0x1F || data[1] is 0x80 or > 0x84)
            return false;
        length = data[1];
        if (length > 0x80)
        {
            int bytes = length - 0x80;
            header += bytes;
            length = 0;
            for (int i = 0; i < bytes && 2 + i < data.Length; i++)
                length = (length << 8) | data[2 + i];
        }

        return length >= 0 && header <= data.Length && length <= data.Length - header;
    }

    private void WriteLength(List<byte> output, int length)
    {
        if (LengthBytes == Indefinite)
        {
            output.Add(0x80);
            return;
        }

        int bytes = Math.Max(LengthBytes, length < 0x80 ? 0 : length < 0x100 ? 1 : length < 0x10000 ? 2 : 3);
        output.Add(bytes == 0 ? (byte)length : (byte)(0x80 + bytes));
        for (int i = bytes - 1; i >= 0; i--)
            output.Add(i < sizeof(int) ? (byte)(length >> (8 * i)) : (byte)0);
    }
}
