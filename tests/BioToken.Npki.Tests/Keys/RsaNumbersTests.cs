using System.Formats.Asn1;
using BioToken.Npki.Errors;
using BioToken.Npki.Formats;
using BioToken.Npki.Keys;

namespace BioToken.Npki.Tests;

public sealed class RsaNumbersTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(1024)]
    public void Read_modulus_at_a_limit_is_accepted(int length)
        => Assert.Equal(length, RsaNumbers.Read(Structure(Number(length))).All[0].Length);

    [Theory]
    [InlineData(63)]
    [InlineData(1025)]
    public void Read_modulus_outside_the_limits_tells_its_bits(int length)
    {
        NpkiException e = AssertRefused(NpkiFailure.ParameterOutOfRange, Structure(Number(length)));
        Assert.Contains($"{8 * length}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_version_of_many_primes_is_malformed() => AssertRefused(NpkiFailure.Malformed, Structure(Number(64), version: 1));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Read_number_zero_is_malformed(int index) => AssertRefused(NpkiFailure.Malformed, Structure(Number(64), index, [0]));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Read_number_longer_than_the_modulus_is_malformed(int index)
        => AssertRefused(NpkiFailure.Malformed, Structure(Number(64), index, Number(65)));

    [Fact]
    public void Read_number_that_is_no_INTEGER_is_malformed()
    {
        byte[] der = Structure(Number(64));
        // SEQUENCE and its length, the version, then the modulus.
        Assert.Equal(0x02, der[7]);
        der[7] = 0x04;
        AssertRefused(NpkiFailure.Malformed, der);
    }

    [Theory]
    [InlineData("7F", true)]
    [InlineData("00FF", true)]
    [InlineData("007F", false)]
    [InlineData("FF", false)]
    [InlineData("0000FF", false)]
    [InlineData("80", false)]
    [InlineData("0080", true)]
    public void IsStrict_of_a_number_follows_the_rules_of_DER(string content, bool isStrict)
        => Assert.Equal(isStrict, RsaNumbers.Read(Structure(Number(64), 1, Convert.FromHexString(content))).IsStrict);

    [Fact]
    public void IsStrict_of_a_structure_with_more_than_its_numbers_is_false()
        => Assert.False(RsaNumbers.Read(Structure(Number(64), more: true)).IsStrict);

    [Theory]
    [InlineData(64)]
    [InlineData(1024)]
    public void ToDer_of_odd_numbers_is_the_strict_structure(int length)
    {
        byte[] high = Number(length);
        high[0] = 0xFF;
        using SecretBuffer der = RsaNumbers.Read(Structure(high)).ToDer();
        Assert.Equal(Structure([0, .. high]), der.Span.ToArray());
        Assert.True(RsaNumbers.Read(der.Memory).IsStrict);
    }

    private static byte[] Number(int length)
    {
        byte[] number = new byte[length];
        number[0] = 0x40;
        return number;
    }

    // Every number except one is the modulus.
    private static byte[] Structure(byte[] modulus, int index = 0, byte[]? other = null, int version = 0, bool more = false)
    {
        AsnWriter writer = new(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(version);
            for (int i = 0; i < 8; i++)
                writer.WriteEncodedValue(Integer(other is not null && i == index ? other : modulus));
            if (more)
                writer.WriteNull();
        }

        return writer.Encode();
    }

    private static byte[] Integer(byte[] content)
    {
        AsnWriter writer = new(AsnEncodingRules.BER);
        writer.WriteOctetString(content);
        byte[] encoded = writer.Encode();
        encoded[0] = 0x02;
        return encoded;
    }

    private static NpkiException AssertRefused(NpkiFailure reason, byte[] der)
    {
        NpkiException e = Assert.Throws<NpkiException>(() => RsaNumbers.Read(der));
        Assert.Equal(reason, e.Reason);
        return e;
    }
}
