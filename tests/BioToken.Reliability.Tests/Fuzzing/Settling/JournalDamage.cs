using System.Buffers.Binary;
using BioToken.Writing.Journal;

namespace BioToken.Reliability.Tests.Fuzzing.Settling;

/// <summary>
/// Damage to a journal's file between two programs: it loses its end, bits or complete records, or an earlier journal reappears.
/// </summary>
internal sealed class JournalDamage
{
    private const int IntentOffset = 8;
    private const int HeaderLength = 12;
    private const int RecordLength = HeaderLength + 1;

    private readonly Random _random;
    private readonly JournalMutator _mutator;

    public JournalDamage(Random random, IEnumerable<byte[]> samples)
    {
        _random = random;
        _mutator = new JournalMutator(random.Next(), [.. samples]);
    }

    public byte[] Of(byte[] journal) => _random.Next(8) switch
    {
        0 => journal,
        1 or 2 => journal[..EndOf(journal, _random.Next(3))],
        3 => FlipLastRecords(journal),
        4 => Zero(journal),
        5 => [.. journal[..EndOf(journal, _random.Next(3))], .. Junk()],
        6 => [.. journal[..EndOf(journal, records: 0)], .. JournalFormat.Record(_random.Next(1, 4), (JournalRecordKind)_random.Next(7))],
        _ => _mutator.Next(),
    };

    /// <summary>Returns the position at which a number of records after the intent ends.</summary>
    private static int EndOf(byte[] journal, int records)
    {
        int intent = IntentOffset + HeaderLength + BinaryPrimitives.ReadInt32LittleEndian(journal.AsSpan(IntentOffset));
        return Math.Min(journal.Length, intent + (records * RecordLength));
    }

    private byte[] FlipLastRecords(byte[] journal)
    {
        byte[] damaged = [.. journal];
        for (int record = 0; record < 2; record++)
            damaged[^(1 + (record * RecordLength) + _random.Next(RecordLength))] ^= (byte)(1 << _random.Next(8));
        return damaged;
    }

    private byte[] Zero(byte[] journal)
    {
        byte[] damaged = [.. journal];
        damaged.AsSpan(^_random.Next(1, (2 * RecordLength) + 2)).Clear();
        return damaged;
    }

    private byte[] Junk()
    {
        byte[] junk = new byte[_random.Next(1, 3 * RecordLength)];
        _random.NextBytes(junk);
        return junk;
    }
}
