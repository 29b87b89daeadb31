using System.Formats.Asn1;

namespace BioToken.Npki.Formats;

/// <summary>
/// Converts BER to definite lengths in one place, so that readers need not support indefinite ones. The result is DER except for the
/// content of primitive elements, which is unchanged, since a signature may cover it.
/// </summary>
internal static class BerEncoding
{
    /// <summary>Longest encoding that is read, in bytes.</summary>
    public const int MaxLength = 64 * 1024;

    // Real structures have at most 15 levels.
    private const int MaxDepth = 48;

    private const int BitString = (int)UniversalTagNumber.BitString;

    /// <summary>Removes data after the first element, and gives all of its elements definite lengths.</summary>
    /// <returns>A view of the data if the lengths are already definite, as in almost every file; else a copy.</returns>
    /// <exception cref="AsnContentException">The data do not begin with an element, or one in it ends beyond it.</exception>
    public static ReadOnlyMemory<byte> ReadFirst(ReadOnlyMemory<byte> data)
    {
        ReadOnlySpan<byte> source = data.Span;
        if (!BerElement.TryRead(source, 0, out BerElement first))
            throw Malformed();
        if (!first.IsIndefinite && !HasIndefinite(source[..first.End]))
            return data[..first.End];
        byte[] copy = new byte[Measure(source)];
        Write(source, copy);
        return copy;
    }

    /// <summary>The same for a secret in its own buffer, which is disposed unless it is returned.</summary>
    /// <exception cref="AsnContentException">As for the other; the buffer is disposed.</exception>
    public static SecretBuffer ReadFirst(SecretBuffer secret)
    {
        try
        {
            ReadOnlySpan<byte> source = secret.Span;
            if (!BerElement.TryRead(source, 0, out BerElement first))
                throw Malformed();
            if (!first.IsIndefinite && !HasIndefinite(source[..first.End]))
                return secret.Truncate(first.End);
            SecretBuffer copy = new(Measure(source));
            Write(source, copy.Span);
            return copy;
        }
        finally
        {
            secret.Dispose();
        }
    }

    // Without recursion: constructed elements are entered, primitive ones are skipped.
    private static bool HasIndefinite(ReadOnlySpan<byte> data)
    {
        int offset = 0;
        while (offset < data.Length && BerElement.TryRead(data, offset, out BerElement element))
        {
            if (element.IsIndefinite || IsConstructedString(element))
                return true;
            offset = element.IsConstructed ? element.ContentOffset : element.End;
        }

        return false;
    }

    private static int Measure(ReadOnlySpan<byte> source)
    {
        int offset = 0;
        return Copy(source, ref offset, default, MaxDepth);
    }

    private static void Write(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        int offset = 0;
        Copy(source, ref offset, destination, MaxDepth);
    }

    // An empty destination measures only. Written from the end, lengths would be known in one pass; but files are small.
    private static int Copy(ReadOnlySpan<byte> source, ref int offset, Span<byte> destination, int depth)
    {
        if (depth == 0 || !BerElement.TryRead(source, offset, out BerElement element))
            throw Malformed();
        int contentOffset = element.ContentOffset;
        int start = offset;
        if (!element.IsConstructed)
        {
            offset = element.End;
            return CopyWhole(source[start..contentOffset], source[contentOffset..offset], element, destination);
        }

        bool isString = IsConstructedString(element);
        int length = CopyContent(source, contentOffset, element, isString, default, depth, out offset);
        int headerLength = element.TagLength + LengthOctets(length);
        if (!destination.IsEmpty)
        {
            source.Slice(start, element.TagLength).CopyTo(destination);
            if (isString)
                destination[0] &= 0xDF;
            WriteLength(destination[element.TagLength..headerLength], length);
            CopyContent(source, contentOffset, element, isString, destination[headerLength..], depth, out _);
        }

        return headerLength + length;
    }

    private static int CopyWhole(ReadOnlySpan<byte> header, ReadOnlySpan<byte> content, BerElement element, Span<byte> destination)
    {
        int headerLength = element.TagLength + LengthOctets(content.Length);
        if (!destination.IsEmpty)
        {
            header[..element.TagLength].CopyTo(destination);
            WriteLength(destination[element.TagLength..headerLength], content.Length);
            content.CopyTo(destination[headerLength..]);
        }

        return headerLength + content.Length;
    }

    private static int CopyContent(
        ReadOnlySpan<byte> source, int offset, BerElement element, bool isString, Span<byte> destination, int depth, out int end)
    {
        int written = 0;
        bool isBitString = isString && element.UniversalNumber == BitString;
        if (isBitString)
            written = 1;
        ReadOnlySpan<byte> within = element.IsIndefinite ? source : source[..element.End];
        while (element.IsIndefinite ? !BerElement.IsEndOfContents(within, offset) : offset < within.Length)
        {
            Span<byte> rest = destination.IsEmpty ? default : destination[written..];
            written += isString
                ? CopySegment(
                    within, ref offset, element.UniversalNumber, rest, isBitString && !destination.IsEmpty ? destination : default)
                : Copy(within, ref offset, rest, depth - 1);
        }

        end = element.IsIndefinite ? offset + 2 : offset;
        return written;
    }

    // A string in segments: each is primitive and of the string's own type. In a bit string, each has its number of unused bits; the last
    // one's hold.
    private static int CopySegment(ReadOnlySpan<byte> source, ref int offset, int number, Span<byte> destination, Span<byte> unusedBits)
    {
        if (!BerElement.TryRead(source, offset, out BerElement segment) || segment.IsConstructed || segment.UniversalNumber != number)
            throw Malformed();
        ReadOnlySpan<byte> content = source[segment.ContentOffset..segment.End];
        offset = segment.End;
        if (number == BitString)
        {
            if (content.IsEmpty)
                throw Malformed();
            if (!unusedBits.IsEmpty)
                unusedBits[0] = content[0];
            content = content[1..];
        }

        if (!destination.IsEmpty)
            content.CopyTo(destination);
        return content.Length;
    }

    private static bool IsConstructedString(BerElement element) => element is { IsConstructed: true, IsUniversal: true }
        && (UniversalTagNumber)element.UniversalNumber is not (UniversalTagNumber.Sequence or UniversalTagNumber.SetOf
            or UniversalTagNumber.External or UniversalTagNumber.Embedded);

    private static int LengthOctets(int length) => length switch
    {
        < 0x80 => 1,
        < 0x100 => 2,
        < 0x10000 => 3,
        < 0x1000000 => 4,
        _ => 5,
    };

    private static void WriteLength(Span<byte> destination, int length)
    {
        if (destination.Length == 1)
        {
            destination[0] = (byte)length;
            return;
        }

        destination[0] = (byte)(0x80 | (destination.Length - 1));
        for (int i = destination.Length - 1; i > 0; i--, length >>= 8)
            destination[i] = (byte)length;
    }

    private static AsnContentException Malformed() => new("The data are not encoded in BER.");
}
