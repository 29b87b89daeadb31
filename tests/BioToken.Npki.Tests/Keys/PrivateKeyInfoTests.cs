using System.Formats.Asn1;
using BioToken.Npki.Errors;
using BioToken.Npki.Keys;

namespace BioToken.Npki.Tests;

public sealed class PrivateKeyInfoTests
{
    [Theory]
    [InlineData("300802010030030601 2A")]
    [InlineData("308002010030030601 2A")]
    [InlineData("30810802010030030601 2A")]
    [InlineData("3082000802010130030601 2A")]
    public void IsLike_data_that_begins_like_a_key_is_true(string hex) => Assert.True(PrivateKeyInfo.IsLike(Bytes(hex)));

    [Theory]
    [InlineData("", "empty")]
    [InlineData("30", "no length")]
    [InlineData("3008", "no content")]
    [InlineData("30070201003002 0600", "shorter than any key")]
    [InlineData("310802010030030601 2A", "no SEQUENCE")]
    [InlineData("300804010030030601 2A", "no version")]
    [InlineData("3009020200003003060 12A", "long version")]
    [InlineData("300802010031030601 2A", "no algorithm")]
    [InlineData("300802010030030501 2A", "no OBJECT IDENTIFIER")]
    [InlineData("300802010030040601 2A", "algorithm beyond the data")]
    [InlineData("3009020100308400000000", "empty algorithm")]
    [InlineData("30FF020100300306012A", "length beyond the data")]
    public void IsLike_other_data_is_false(string hex, string why)
    {
        Assert.NotEmpty(why);
        Assert.False(PrivateKeyInfo.IsLike(Bytes(hex)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(long.MaxValue)]
    public void Read_other_version_is_malformed(long version)
        => AssertMalformed(Info(version, writer => writer.WriteOctetString(Numbers())));

    [Fact]
    public void Read_key_that_is_no_OCTET_STRING_is_malformed() => AssertMalformed(Info(0, writer => writer.WriteBitString(Numbers())));

    [Fact]
    public void Read_key_in_parts_is_malformed()
        => AssertMalformed(Info(0, writer => writer.WriteEncodedValue([0x24, 0x06, 0x04, 0x01, 0x30, 0x04, 0x01, 0x00])));

    [Fact]
    public void Read_damage_after_R_keeps_R()
    {
        byte[] info = Info(0, writer =>
        {
            writer.WriteOctetString(Numbers());
            using (writer.PushSetOf(new Asn1Tag(TagClass.ContextSpecific, 0)))
                TestKeys.WriteR(writer, TestKeys.R);
            writer.WriteEncodedValue([0x05, 0x00]);
        });
        // The last element's length is greater than the remaining data.
        info[^1] = 0x7F;
        Assert.Equal(TestKeys.R, PrivateKeyInfo.Read(info).RandomValue.ToArray());
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    private static byte[] Numbers() => TestKeys.Rsa.ExportRSAPrivateKey();

    private static byte[] Info(long version, Action<AsnWriter> writeRest)
    {
        AsnWriter writer = new(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(version);
            using (writer.PushSequence())
                writer.WriteObjectIdentifier("1.2.840.113549.1.1.1");
            writeRest(writer);
        }

        return writer.Encode();
    }

    private static void AssertMalformed(byte[] der)
        => Assert.Equal(NpkiFailure.Malformed, Assert.Throws<NpkiException>(() => PrivateKeyInfo.Read(der)).Reason);
}
