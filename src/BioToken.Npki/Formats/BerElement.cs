namespace BioToken.Npki.Formats;

/// <summary>Tag and length of one encoded element (X.690, section 8.1). Its length is checked against the surrounding data.</summary>
/// <param name="FirstOctet">First octet of the tag: class, form and, below 31, number.</param>
/// <param name="TagLength">Octets of the tag.</param>
/// <param name="ContentOffset">Where the content begins.</param>
/// <param name="ContentLength">Octets of content; -1 for the indefinite form, whose content ends at an end-of-contents element.</param>
internal readonly record struct BerElement(byte FirstOctet, int TagLength, int ContentOffset, int ContentLength)
{
    private const int MaxTagLength = 6;
    private const byte LongTag = 0x1F;
    private const byte Constructed = 0x20;
    private const byte ClassBits = 0xC0;

    public bool IsIndefinite => ContentLength < 0;

    public bool IsConstructed => (FirstOctet & Constructed) != 0;

    public bool IsUniversal => (FirstOctet & ClassBits) == 0;

    /// <summary>The number of a universal tag; none of those has more than one octet.</summary>
    public int UniversalNumber => FirstOctet & LongTag;

    /// <summary>Where the next element begins. Not for the indefinite form.</summary>
    public int End => ContentOffset + ContentLength;

    /// <summary>Reads the element that begins at an offset.</summary>
    /// <returns>False if none does, or if it ends beyond the data.</returns>
    public static bool TryRead(ReadOnlySpan<byte> data, int offset, out BerElement element)
    {
        element = default;
        int position = offset;
        if (!TrySkipTag(data, ref position) || position >= data.Length)
            return false;
        int tagLength = position - offset;
        int first = data[position++];
        if (first == 0x80)
        {
            element = new(data[offset], tagLength, position, -1);
            return element.IsConstructed;
        }

        long length = first;
        if (first > 0x80)
        {
            int octets = first & 0x7F;
            if (octets > data.Length - position)
                return false;
            length = 0;
            foreach (byte octet in data.Slice(position, octets))
            {
                length = (length << 8) | octet;
                if (length > int.MaxValue)
                    return false;
            }

            position += octets;
        }

        if (length > data.Length - position)
            return false;
        element = new(data[offset], tagLength, position, (int)length);
        return true;
    }

    /// <summary>Whether an end-of-contents element is at an offset.</summary>
    public static bool IsEndOfContents(ReadOnlySpan<byte> data, int offset)
        => data.Length - offset >= 2 && data[offset] == 0 && data[offset + 1] == 0;

    private static bool TrySkipTag(ReadOnlySpan<byte> data, ref int position)
    {
        if (position >= data.Length)
            return false;
        if ((data[position++] & LongTag) != LongTag)
            return true;
        for (int i = 1; i < MaxTagLength && position < data.Length; i++)
        {
            if ((data[position++] & 0x80) == 0)
                return true;
        }

        return false;
    }
}
