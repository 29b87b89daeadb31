using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace BioToken.Reliability.Tests.Fuzzing;

/// <summary>A mutator that damages journals: their bytes, their records, and the JSON in them with a corrected checksum.</summary>
internal sealed class JournalMutator(int seed, byte[][] samples)
{
    private const int MagicLength = 8;
    private const int HeaderLength = 12;

    private static readonly string[] Pieces =
    [
        "null", "[]", "{}", "-1", "0", "99999999999", "\"\"", "\"AA==\"", "\"x\"", "true", "[[[[[[[[", "}", "\"old\":[0,0]", "\"old\":[-1]",
        "\"old\":[99]",
        "\"mode\":\"neither\"", "\"mode\":9", "\"before\":[null]", "\"new\":null", "\"startedAt\":\"never\"", "\\u0000", "\ud800",
    ];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        byte[] data = [.. samples[_random.Next(samples.Length)]];
        for (int i = _random.Next(1, 4); i > 0; i--)
            data = Damage(data);
        return data;
    }

    private byte[] Damage(byte[] data) => data.Length <= MagicLength + HeaderLength ? [.. data, 0] : _random.Next(8) switch
    {
        0 => Flip(data),
        1 => data[.._random.Next(data.Length)],
        2 => Overwrite(data),
        3 => [.. data, .. data[_random.Next(data.Length)..]],
        4 => SetLength(data),
        _ => Reword(data),
    };

    private byte[] Flip(byte[] data)
    {
        data[_random.Next(data.Length)] ^= (byte)(1 << _random.Next(8));
        return data;
    }

    private byte[] Overwrite(byte[] data)
    {
        int start = _random.Next(data.Length);
        _random.NextBytes(data.AsSpan(start, Math.Min(data.Length - start, _random.Next(1, 64))));
        return data;
    }

    private byte[] SetLength(byte[] data)
    {
        int[] lengths = [0, 1, -1, int.MaxValue, int.MinValue, data.Length, data.Length - MagicLength - HeaderLength];
        BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(MagicLength), lengths[_random.Next(lengths.Length)]);
        return data;
    }

    /// <summary>Replaces a piece of JSON with another one, and corrects length and checksum.</summary>
    private byte[] Reword(byte[] data)
    {
        int length = (int)Math.Min(
            BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(MagicLength)), (uint)(data.Length - MagicLength - HeaderLength));
        byte[] payload = data[(MagicLength + HeaderLength)..(MagicLength + HeaderLength + length)];
        byte[] rest = data[(MagicLength + HeaderLength + length)..];
        if (payload.Length == 0)
            return data;
        int start = _random.Next(1, payload.Length + 1);
        int end = Math.Min(payload.Length, start + _random.Next(12));
        byte[] piece = Encoding.UTF8.GetBytes(Pieces[_random.Next(Pieces.Length)]);
        payload = [.. payload[..start], .. piece, .. payload[end..]];
        byte[] header = new byte[HeaderLength];
        BinaryPrimitives.WriteInt32LittleEndian(header, payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), Crc32C([.. header[..8], .. payload]));
        return [.. data[..MagicLength], .. header, .. payload, .. rest];
    }

    private static uint Crc32C(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte one in data)
            crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }
}
