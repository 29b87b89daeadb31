namespace BioToken.Npki.Tests;

/// <summary>
/// An element of BER or DER that can be split into its parts and changed. The content of an OCTET STRING or BIT STRING is also split if it
/// consists of complete elements, as in a PKCS#8 key or in an extension.
/// </summary>
internal sealed class TlvNode
{
    private const int MaxDepth = 32;
    private const byte Integer = 0x02;
    private const byte BitString = 0x03;
    private const byte OctetString = 0x04;
    private const byte Constructed = 0x20;
    private const byte LongTag = 0x1F;
    private const int Indefinite = 0x80;

    public byte Tag { get; set; }

    /// <summary>The content; if there are child elements, the part before them.</summary>
    public byte[] Content { get; set; } = [];

    /// <summary>The child elements; empty if there are none.</summary>
    public List<TlvNode> Children { get; init; } = [];

    /// <summary>
    /// The form of its length: 0 for the shortest form, otherwise the minimum number of length bytes; 0x80 for an indefinite length.
    /// </summary>
    public int LengthForm { get; set; }

    public bool IsInteger => Tag == Integer;

    public bool IsString => Tag is OctetString or BitString;

    /// <summary>Splits data into elements.</summary>
    /// <returns>Null if the data does not consist of complete elements only.</returns>
    public static List<TlvNode>? Parse(ReadOnlySpan<byte> data, int depth = 0)
    {
        List<TlvNode> nodes = [];
        while (!data.IsEmpty)
        {
            if (depth > MaxDepth || !TryReadHeader(data, out int header, out int length))
                return null;
            if (Make(data[0], data.Slice(header, length), depth) is not { } node)
                return null;
            nodes.Add(node);
            data = data[(header + length)..];
        }

        return nodes;
    }

    /// <summary>Returns the element and all elements within it, in order.</summary>
    public IEnumerable<TlvNode> All() => Children.SelectMany(child => child.All()).Prepend(this);

    public TlvNode Clone()
        => new() { Tag = Tag, Content = Content, LengthForm = LengthForm, Children = [.. Children.Select(child => child.Clone())] };

    public void WriteTo(List<byte> output)
    {
        List<byte> content = [.. Content];
        Children.ForEach(child => child.WriteTo(content));
        output.Add(Tag);
        if (LengthForm == Indefinite)
            output.Add((byte)Indefinite);
        else
            WriteLength(output, content.Count, LengthForm);
        output.AddRange(content);
        if (LengthForm == Indefinite)
            output.AddRange([0, 0]);
    }

    /// <summary>Writes a length in its shortest form, or with at least the given number of bytes.</summary>
    public static void WriteLength(List<byte> output, int length, int least = 0)
    {
        int bytes = Math.Max(least, length < 0x80 ? 0 : length < 0x100 ? 1 : length < 0x10000 ? 2 : 3);
        if (bytes == 0)
        {
            output.Add((byte)length);
            return;
        }

        output.Add((byte)(0x80 + bytes));
        for (int i = bytes - 1; i >= 0; i--)
            output.Add(i < sizeof(int) ? (byte)(length >> (8 * i)) : (byte)0);
    }

    private static TlvNode? Make(byte tag, ReadOnlySpan<byte> content, int depth)
    {
        int prefix = tag == BitString && content is [0, ..] ? 1 : 0;
        bool mayHave = (tag & Constructed) != 0 || ((tag is OctetString or BitString) && content.Length > prefix + 1);
        List<TlvNode>? children = mayHave ? Parse(content[prefix..], depth + 1) : [];
        if (children is { Count: > 0 })
            return new() { Tag = tag, Content = content[..prefix].ToArray(), Children = children };
        return children is null && (tag & Constructed) != 0 ? null : new() { Tag = tag, Content = content.ToArray() };
    }

    private static bool TryReadHeader(ReadOnlySpan<byte> data, out int header, out int length)
    {
        (header, length) = (2, 0);
        if (data.Length < 2 || (data[0] & LongTag) == LongTag)
            return false;
        length = data[1];
        if (length > 0x84 || length == 0x80)
            return false;
        if (length > 0x80)
        {
            int bytes = length - 0x80;
            if (data.Length < 2 + bytes)
                return false;
            length = 0;
            foreach (byte part in data.Slice(2, bytes))
                length = (length << 8) | part;
            header += bytes;
        }

        return length >= 0 && length <= data.Length - header;
    }
}
