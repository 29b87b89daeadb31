using BioToken.Pkcs11.Constants;
using BioToken.Writing.Journal;
using BioToken.Writing.Plans;

namespace BioToken.Reliability.Tests.Fuzzing;

/// <summary>
/// Tests of damaged journals: each is rejected, or read up to the damage; none causes an exception, takes long or takes much memory.
/// </summary>
public sealed class JournalFuzzTests
{
    private static readonly WriteIntent Intent = new()
    {
        TokenSerialNumber = "SIM0123456789ABC",
        TokenLabel = "SIMULATED 회사",
        StartedAt = new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero),
        Mode = WriteMode.EraseOldFirst,
        Before = [.. Enumerable.Range(0, 14).Select(i => new JournaledObject((CKO)(i % 4), [(byte)i, 1, 2], [], new byte[32]))],
        Old = [3, 2, 1, 0],
        New =
        [
            new JournaledObject(CKO.PRIVATE_KEY, [9], [], new byte[32]),
            new JournaledObject(CKO.DATA, [], "NPKI R 00"u8.ToArray(), new byte[32]),

            new JournaledObject(CKO.CERTIFICATE, [9], [], new byte[32]),
        ],
        NewCertificate = new byte[32],
        OldCertificate = new byte[32],
        NewSerialNumber = "01",
        OldSerialNumber = "00",
        SourceFolder = "/npki/KICA/USER/cn=회사",
    };

    private static readonly byte[][] Samples =
    [
        JournalFormat.Begin(Intent),
        [.. JournalFormat.Begin(Intent), .. JournalFormat.Record(1, JournalRecordKind.Commit)],
        [
            .. JournalFormat.Begin(Intent), .. JournalFormat.Record(1, JournalRecordKind.Commit),
            .. JournalFormat.Record(2, JournalRecordKind.Completed),
        ],
        [.. JournalFormat.Begin(Intent with { Before = [], Old = [], New = [] }), .. JournalFormat.Record(1, JournalRecordKind.RolledBack)],
    ];

    [Fact]
    public void Read_of_a_damaged_journal_refuses_it_or_reads_what_was_written_before()
    {
        int inputs = Effort.Of(100_000, 1_000_000);
        JournalMutator mutator = new(Effort.Seed, Samples);
        int refused = 0;
        void Read(byte[] data)
        {
            JournalEntry? entry = JournalFormat.Read(data);
            refused += entry is null ? 1 : 0;
            if (entry is not null)
                Assert.True(entry.Length <= data.Length && entry.Steps.Count <= 2, "more was read than there is");
        }

        // No exception is declared: for an unreadable journal, the reader returns null.
        FuzzRun run = new(nameof(JournalFuzzTests), Read, isDeclared: _ => false);
        run.Run(inputs, mutator.Next);

        Assert.InRange(refused, inputs / 10, inputs - (inputs / 1000));
    }

    [Fact]
    public void Read_of_a_journal_cut_anywhere_reads_the_records_before_the_cut()
    {
        byte[] whole = Samples[2];
        int first = Samples[0].Length;
        int second = Samples[1].Length;
        for (int length = 0; length < whole.Length; length++)
        {
            JournalEntry? entry = JournalFormat.Read(whole.AsSpan(0, length));
            int? expected = length < first ? null : length < second ? 0 : 1;
            Assert.True(entry?.Steps.Count == expected, $"cut to {length}: {entry?.Steps.Count}");
        }
    }

    [Fact]
    public void Read_of_a_journal_with_one_wrong_bit_never_invents_or_forgets_a_commit()
    {
        byte[] whole = Samples[2];
        int lastRecord = Samples[1].Length;
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] damaged = [.. whole];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            JournalEntry? entry = JournalFormat.Read(damaged);
            // Only the last record may count as torn; damage before it is detected by the records after it.
            bool isExpected = bit / 8 < lastRecord ? entry is null : entry is { IsCommitted: true, IsFinished: false };
            Assert.True(isExpected, $"bit {bit}");
        }
    }
}
