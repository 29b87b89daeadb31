namespace BioToken.Npki.Formats;

/// <summary>
/// Writes a secret structure in DER into memory that does not move. It writes from the end to the front, so that lengths are known when
/// they are written: what stands last goes first.
/// </summary>
internal sealed class SecretWriter : IDisposable
{
    public const byte Integer = 0x02;
    public const byte BitString = 0x03;
    public const byte OctetString = 0x04;
    public const byte Sequence = 0x30;
    public const byte Set = 0x31;

    private readonly SecretBuffer _buffer;
    private int _start;

    /// <param name="capacity">Most bytes of the structure.</param>
    public SecretWriter(int capacity)
    {
        _buffer = new(capacity);
        _start = capacity;
    }

    /// <summary>Bytes that are written.</summary>
    public int Length => _buffer.Span.Length - _start;

    /// <summary>Prepends bytes.</summary>
    public void Prepend(ReadOnlySpan<byte> bytes)
    {
        _start -= bytes.Length;
        bytes.CopyTo(_buffer.Span[_start..]);
    }

    /// <summary>Makes the content of an element out of all that was written since a length.</summary>
    /// <param name="tag">The tag's octet.</param>
    /// <param name="since">The <see cref="Length"/> before the content.</param>
    public void Wrap(byte tag, int since)
    {
        int length = Length - since;
        int octets = 0;
        for (int rest = length; length >= 0x80 && rest > 0; rest >>= 8, octets++)
            Prepend([(byte)rest]);
        Prepend([(byte)(length < 0x80 ? length : 0x80 | octets)]);
        Prepend([tag]);
    }

    /// <summary>Prepends an unsigned number without leading zeros.</summary>
    public void PrependInteger(ReadOnlySpan<byte> number)
    {
        int before = Length;
        Prepend(number);
        if (number.IsEmpty || number[0] >= 0x80)
            Prepend([0]);
        Wrap(Integer, before);
    }

    /// <summary>Returns the structure in a new buffer, which the caller disposes.</summary>
    public SecretBuffer ToBuffer() => SecretBuffer.CopyOf(_buffer.Span[_start..]);

    /// <summary>Zeroes the written data.</summary>
    public void Dispose() => _buffer.Dispose();
}
