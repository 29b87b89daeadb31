using System.Buffers.Binary;
using System.Numerics;
using BioToken.Pkcs11.Constants;
using BioToken.Writing.Journal;
using BioToken.Writing.Plans;

namespace BioToken.Fuzz;

/// <summary>
/// Journals. A damaged journal is rejected, or read as its intent and the records directly after it; never as a shorter one if complete
/// records follow.
/// </summary>
internal sealed class JournalTarget : FuzzTarget
{
    private const int MagicLength = 8;
    private const int HeaderLength = 12;

    // The journal of a token's last write has a commit and an end.
    private const int MostRecords = 3;

    private static readonly WriteIntent Intent = new()
    {
        TokenSerialNumber = "SIM0123456789ABC",
        TokenLabel = "SIMULATED 회사",
        StartedAt = new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero),
        Mode = WriteMode.EraseOldFirst,
        Before = [.. Enumerable.Range(0, 3).Select(i => new JournaledObject((CKO)(i % 4), [(byte)i, 1, 2], [], new byte[32]))],
        Old = [2, 0],
        New =
        [
            new JournaledObject(CKO.PRIVATE_KEY, [9], [], new byte[32]),
            new JournaledObject(CKO.DATA, [], "NPKI R 00"u8.ToArray(), new byte[32]),

            new JournaledObject(CKO.CERTIFICATE, [9], [], new byte[32]),
        ],
        NewCertificate = new byte[32],
        OldCertificate = new byte[32],
        NewSerialNumber = "01",
        SourceFolder = "/npki/KICA/USER/cn=회사",
    };

    public override IReadOnlyList<string> Words =>
    [
        "BTKJRNL1", "null", "[]", "{}", "[null]", "\"\"", "\"AA==\"", "\"\\ud800\"", "\"old\":[0,0]", "\"old\":[-1]", "\"mode\":9",
        "\"mode\":\"neither\"", "\"before\":[null]", "\"new\":null", "\"startedAt\":\"never\"", "\"eraseOldFirst\"", "\"writeNewFirst\"",
        ",", ":", "[", "]", "{", "}",
    ];

    public override IEnumerable<byte[]> MakeSeeds()
    {
        byte[] begun = JournalFormat.Begin(Intent);
        byte[] commit = JournalFormat.Record(1, JournalRecordKind.Commit);
        byte[] empty = JournalFormat.Begin(
            Intent with
            {
                Mode = WriteMode.WriteNewFirst,
                Before = [],
                Old = [],
                New = [],
                NewSerialNumber = null,
                SourceFolder = null,
                NewCertificate = null,
                OldCertificate = null,
            });
        return
        [
            begun, [.. begun, .. commit], [.. begun, .. commit, .. JournalFormat.Record(2, JournalRecordKind.Completed)],
            [.. empty, .. JournalFormat.Record(1, JournalRecordKind.RolledBack)],
            [.. empty, .. JournalFormat.Record(1, JournalRecordKind.Abandoned)],
        ];
    }

    public override bool IsDeclared(Exception e) => e is RefusedException;

    public override byte[] Repair(byte[] input)
    {
        // Corrects the checksums of consecutive records, regardless of their lengths.
        for (int at = MagicLength; input.Length - at > HeaderLength;)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(input.AsSpan(at));
            if (length <= 0 || length > input.Length - at - HeaderLength)
                length = input.Length - at - HeaderLength;
            BinaryPrimitives.WriteInt32LittleEndian(input.AsSpan(at), length);
            BinaryPrimitives.WriteUInt32LittleEndian(input.AsSpan(at + 8), Checksum(input, at, length));
            at += HeaderLength + length;
        }

        return input;
    }

    public override void Read(byte[] input)
    {
        JournalEntry entry = JournalFormat.Read(input) ?? throw new RefusedException();
        Require(Enum.IsDefined(entry.Intent.Mode) && Enum.IsDefined(entry.State), "mode and state are ones");
        Require(entry.Steps.All(Enum.IsDefined) && !entry.Steps.Contains(JournalRecordKind.Intent), "the steps are steps");
        Require(entry.Intent.Old.All(index => index >= 0 && index < entry.Intent.Before.Length), "what is erased is on the token");
        int at = MagicLength;
        for (int sequence = 0; sequence <= entry.Steps.Count; sequence++)
        {
            Require(IsRecord(input, at, sequence), "each record that is read is whole");
            at += HeaderLength + BinaryPrimitives.ReadInt32LittleEndian(input.AsSpan(at));
        }

        Require(at == entry.Length, "the records end where the journal goes on");
        for (; at < input.Length; at++)
        {
            for (int sequence = entry.Steps.Count + 1; sequence <= MostRecords; sequence++)
                Require(!IsRecord(input, at, sequence), "no whole record follows");
        }

        JournalEntry? again = JournalFormat.Read(JournalFormat.Begin(entry.Intent));
        Require(
            again is not null && JournalFormat.Begin(again.Intent).AsSpan().SequenceEqual(JournalFormat.Begin(entry.Intent)),
            "an intent that is written is read again");
    }

    private static bool IsRecord(byte[] file, int at, int sequence)
    {
        if (file.Length - at <= HeaderLength)
            return false;
        int length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at));
        return length > 0 && length <= file.Length - at - HeaderLength
            && BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 4)) == sequence
            && BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8)) == Checksum(file, at, length);
    }

    private static uint Checksum(byte[] file, int at, int length)
    {
        uint crc = uint.MaxValue;
        foreach (byte one in file.AsSpan(at, 8))
            crc = BitOperations.Crc32C(crc, one);
        foreach (byte one in file.AsSpan(at + HeaderLength, length))
            crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }

    /// <summary>The exception for a rejected journal. The parser returns null; here this counts as rejected.</summary>
    private sealed class RefusedException : Exception;
}
