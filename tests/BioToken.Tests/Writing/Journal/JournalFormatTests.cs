using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using BioToken.Pkcs11.Constants;
using BioToken.Writing.Journal;
using BioToken.Writing.Plans;

namespace BioToken.Tests.Writing.Journal;

public sealed class JournalFormatTests
{
    private const int RecordLength = 13;

    private static readonly byte[] Certificate = SHA256.HashData("certificate"u8);

    private static readonly WriteIntent Intent = new()
    {
        TokenSerialNumber = "0000",
        TokenLabel = "회사",
        StartedAt = DateTimeOffset.UnixEpoch,
        Mode = WriteMode.EraseOldFirst,
        Before = [new JournaledObject(CKO.CERTIFICATE, [1], [], new byte[32]), new JournaledObject(CKO.PRIVATE_KEY, [1], [], new byte[32])],
        Old = [0, 1],
        OldCertificate = new byte[32],
        New = [new JournaledObject(CKO.PRIVATE_KEY, [2], [], new byte[32]), new JournaledObject(CKO.CERTIFICATE, [2], [], Certificate)],
        NewCertificate = Certificate,
    };

    private static byte[] Finished =>
    [
        .. JournalFormat.Begin(Intent),
        .. JournalFormat.Record(1, JournalRecordKind.Commit),
        .. JournalFormat.Record(2, JournalRecordKind.Completed),
    ];

    [Fact]
    public void Read_of_a_whole_journal_reads_all()
    {
        JournalEntry entry = JournalFormat.Read(Finished)!;
        Assert.Equal([JournalRecordKind.Commit, JournalRecordKind.Completed], entry.Steps);
        Assert.Equal(Finished.Length, entry.Length);
    }

    [Fact]
    public void Read_with_one_wrong_bit_in_each_of_the_last_two_records_is_damage()
    {
        for (int bit = 0; bit < RecordLength * 8; bit++)
        {
            byte[] damaged = Finished;
            damaged[^(1 + (bit / 8))] ^= (byte)(1 << (bit % 8));
            damaged[^(1 + RecordLength + (bit / 8))] ^= (byte)(1 << (bit % 8));
            Assert.Null(JournalFormat.Read(damaged));
        }
    }

    [Fact]
    public void Read_with_the_last_two_records_zeroed_is_damage()
    {
        byte[] damaged = Finished;
        damaged.AsSpan(^(2 * RecordLength)).Clear();
        Assert.Null(JournalFormat.Read(damaged));
    }

    [Fact]
    public void Read_of_a_tail_as_long_as_a_record_is_torn_and_of_a_longer_one_damaged()
    {
        byte[] begun = JournalFormat.Begin(Intent);
        for (int length = 0; length <= 3 * RecordLength; length++)
        {
            byte[] junk = RandomNumberGenerator.GetBytes(length);
            JournalEntry? entry = JournalFormat.Read([.. begun, .. junk]);
            Assert.Equal(length <= RecordLength, entry is { Steps.Count: 0 });
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(7)]
    public void Read_of_a_whole_record_with_another_number_right_behind_is_damage(int sequence)
        => Assert.Null(
            JournalFormat.Read([.. JournalFormat.Begin(Intent), .. JournalFormat.Record(sequence, JournalRecordKind.Completed)]));

    [Fact]
    public void Read_takes_a_time_that_grows_with_the_length_only()
    {
        byte[] begun = JournalFormat.Begin(Intent);
        // The worst case for a search for records: every other number is a length of two million, followed by a possible number of a
        // record.
        byte[] junk = new byte[4 * 1024 * 1024];
        for (int i = 0; i + 4 <= junk.Length; i += 4)
            BinaryPrimitives.WriteInt32LittleEndian(junk.AsSpan(i), i % 8 == 0 ? 2_000_000 : 1);
        TimeSpan start = ThreadTime.Now;
        Assert.Null(JournalFormat.Read([.. begun, .. junk]));
        Assert.True(ThreadTime.Now - start < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Read_of_fifty_thousand_objects()
    {
        JournaledObject[] many = [.. Enumerable.Range(0, 50_000).Select(
            i => new JournaledObject(CKO.DATA, [], [], SHA256.HashData(BitConverter.GetBytes(i))))];
        byte[] file = JournalFormat.Begin(Intent with { Before = [.. Intent.Before, .. many] });
        Assert.True(file.Length <= JournalFormat.MaxLength);
        Assert.Equal(50_002, JournalFormat.Read(file)!.Intent.Before.Length);
    }

    [Theory]
    [InlineData("\"old\":[0,1]", "\"old\":[0,0]")]
    [InlineData("\"old\":[0,1]", "\"old\":[0,2]")]
    [InlineData("\"old\":[0,1]", "\"old\":[-1,1]")]
    [InlineData("\"old\":[0,1]", "\"old\":[]")]
    [InlineData("\"mode\":\"EraseOldFirst\"", "\"mode\":7")]
    [InlineData("\"mode\":\"EraseOldFirst\"", "\"mode\":\"Neither\"")]
    [InlineData("\"class\":\"PRIVATE_KEY\",\"id\":\"Ag==\"", "\"class\":\"PUBLIC_KEY\",\"id\":\"Ag==\"")]
    [InlineData("\"class\":\"PRIVATE_KEY\",\"id\":\"Ag==\"", "\"class\":\"PRIVATE_KEY\",\"id\":\"Aw==\"")]
    [InlineData("\"class\":\"PRIVATE_KEY\",\"id\":\"Ag==\"", "\"class\":\"HW_FEATURE\",\"id\":\"Ag==\"")]
    [InlineData("\"hash\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"", "\"hash\":\"AAAA\"")]
    [InlineData("\"hash\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"", "\"hash\":null")]
    [InlineData("\"oldCertificate\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"", "\"oldCertificate\":\"AAAA\"")]
    [InlineData("\"oldCertificate\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"", "\"oldCertificate\":null")]
    [InlineData("\"newCertificate\":\"", "\"newCertificate\":\"AAAA")]
    [InlineData("\"tokenSerialNumber\":\"0000\"", "\"tokenSerialNumber\":null")]
    [InlineData("\"tokenSerialNumber\":\"0000\"", "\"tokenSerialNumber\":\"\\ud800\"")]
    public void Read_of_an_intent_that_cannot_be_is_damage(string piece, string other)
    {
        byte[] json = JournalFormat.Begin(Intent)[21..];
        string text = Encoding.UTF8.GetString(json);
        int at = text.IndexOf(piece, StringComparison.Ordinal);
        Assert.True(at >= 0, text);
        Assert.NotNull(JournalFormat.Read(FileOf(text)));
        Assert.Null(JournalFormat.Read(FileOf(text[..at] + other + text[(at + piece.Length)..])));
    }

    /// <summary>Creates a journal with an intent in JSON, valid or not.</summary>
    private static byte[] FileOf(string json)
    {
        byte[] payload = [(byte)JournalRecordKind.Intent, .. Encoding.UTF8.GetBytes(json)];
        byte[] header = new byte[12];
        BinaryPrimitives.WriteInt32LittleEndian(header, payload.Length);
        uint crc = uint.MaxValue;
        foreach (byte one in (byte[])[.. header[..8], .. payload])
            crc = BitOperations.Crc32C(crc, one);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), ~crc);
        return [.. JournalFormat.Magic, .. header, .. payload];
    }
}
