using System.Buffers.Binary;
using System.Numerics;
using System.Text.Json;

namespace BioToken.Writing.Journal;

/// <summary>
/// The bytes of a journal: 8 of magic, then records, little-endian: length of the payload (4), sequence number from 0 (4), CRC-32C of both
/// and of the payload (4), payload. A payload is its <see cref="JournalRecordKind"/> (1) and, for the intent, JSON.
/// </summary>
/// <remarks>
/// The file appears whole with its intent. A later record may be torn by a power cut while it is appended; it then counts as not written.
/// Data after the last valid record that are longer than one record, or are a record with another number, are damaged and not torn, and
/// such a file is rejected: reading it as a shorter one could undo a commit.
/// </remarks>
internal static class JournalFormat
{
    /// <summary>
    /// Longest journal, in bytes: about 200,000 objects, more than any token holds. A longer one is refused at the start.
    /// </summary>
    public const int MaxLength = 32 * 1024 * 1024;

    private const int HeaderLength = 12;

    // Every record but the intent consists of its kind alone.
    private const int StepLength = HeaderLength + 1;

    public static ReadOnlySpan<byte> Magic => "BTKJRNL1"u8;

    public static byte[] Begin(WriteIntent intent)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(intent, JournalJsonContext.Default.WriteIntent);
        return [.. Magic, .. Record(0, [(byte)JournalRecordKind.Intent, .. json])];
    }

    public static byte[] Record(int sequence, JournalRecordKind kind) => Record(sequence, [(byte)kind]);

    /// <summary>Reads a journal.</summary>
    /// <returns>Null if it is damaged.</returns>
    public static JournalEntry? Read(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(Magic) || !TryReadRecord(file, Magic.Length, 0, out ReadOnlySpan<byte> first))
            return null;
        if (first[0] != (byte)JournalRecordKind.Intent || ReadIntent(first[1..]) is not { } intent)
            return null;
        List<JournalRecordKind> steps = [];
        int end = Magic.Length + HeaderLength + first.Length;
        while (TryReadRecord(file, end, steps.Count + 1, out ReadOnlySpan<byte> payload))
        {
            JournalRecordKind kind = (JournalRecordKind)payload[0];
            if (payload.Length != 1 || !MayFollow(steps, kind))
                return null;
            steps.Add(kind);
            end += HeaderLength + payload.Length;
        }

        return IsTorn(file[end..]) ? new JournalEntry(intent, steps, end) : null;
    }

    private static bool MayFollow(List<JournalRecordKind> steps, JournalRecordKind kind) => kind switch
    {
        JournalRecordKind.Commit => steps.Count == 0,
        JournalRecordKind.Completed or JournalRecordKind.RolledBack or JournalRecordKind.Abandoned
            => steps is [] or [JournalRecordKind.Commit],
        _ => false,
    };

    /// <summary>Whether the bytes after the last good record can be a record torn by a power cut; no bytes at all can.</summary>
    private static bool IsTorn(ReadOnlySpan<byte> tail)
        => tail.Length < StepLength || (tail.Length == StepLength && !IsRecord(tail));

    /// <summary>Whether this is a complete record, whatever its number.</summary>
    private static bool IsRecord(ReadOnlySpan<byte> data)
        => TryReadRecord(data, 0, BinaryPrimitives.ReadUInt32LittleEndian(data[4..]), out _);

    private static WriteIntent? ReadIntent(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, JournalJsonContext.Default.WriteIntent) is { } intent && IntentSoundness.Holds(intent)
                ? intent
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool TryReadRecord(ReadOnlySpan<byte> file, int offset, long sequence, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (file.Length - offset <= HeaderLength)
            return false;
        ReadOnlySpan<byte> header = file.Slice(offset, HeaderLength);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(header);
        if (length == 0 || length > file.Length - offset - HeaderLength || BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) != sequence)
            return false;
        payload = file.Slice(offset + HeaderLength, (int)length);
        return Checksum(header[..8], payload) == BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
    }

    private static byte[] Record(int sequence, ReadOnlySpan<byte> payload)
    {
        byte[] record = new byte[HeaderLength + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(record, payload.Length);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(4), sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), Checksum(record.AsSpan(0, 8), payload));
        payload.CopyTo(record.AsSpan(HeaderLength));
        return record;
    }

    /// <summary>CRC-32C (Castagnoli; RFC 3720 section 12.1).</summary>
    private static uint Checksum(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        uint crc = Append(uint.MaxValue, header);
        return ~Append(crc, payload);
    }

    private static uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
        foreach (byte one in data)
            crc = BitOperations.Crc32C(crc, one);
        return crc;
    }
}
