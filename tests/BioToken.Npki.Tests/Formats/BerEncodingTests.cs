using System.Formats.Asn1;
using BioToken.Npki.Certificates;
using BioToken.Npki.Errors;
using BioToken.Npki.Formats;
using BioToken.Npki.Pkcs12;

namespace BioToken.Npki.Tests;

public sealed class BerEncodingTests
{
    [Theory]
    [InlineData("3003020105", "3003020105", "DER stays")]
    [InlineData("30030201050000", "3003020105", "what follows is cut off")]
    [InlineData("30800201050000", "3003020105", "indefinite length")]
    [InlineData("308030800201050000020106000099", "30083003020105020106", "nested")]
    [InlineData("300730800201050000", "30053003020105", "indefinite within definite")]
    [InlineData("24800401AA0402BBCC0000", "0403AABBCC", "a string in segments")]
    [InlineData("24070401AA0402BBCC", "0403AABBCC", "a string in segments of definite length")]
    [InlineData("23800302 00AA 0302 04F0 0000", "030304AAF0", "a bit string in segments")]
    [InlineData("A0800201050000", "A003020105", "of another class")]
    [InlineData("3180020105020104 0000", "3106020105020104", "a set keeps its order")]
    [InlineData("30820003020105", "30820003020105", "long lengths are no indefinite ones")]
    [InlineData("3080 0101 01 0000", "3003010101", "content stays")]
    [InlineData("2480 0000", "0400", "an empty string")]
    public void ReadFirst_gives_definite_lengths(string source, string expected, string why)
    {
        Assert.NotEmpty(why);
        byte[] data = Convert.FromHexString(source.Replace(" ", "", StringComparison.Ordinal));

        Assert.Equal(expected, Convert.ToHexString(BerEncoding.ReadFirst(data).Span));
        using SecretBuffer secret = BerEncoding.ReadFirst(SecretBuffer.CopyOf(data));
        Assert.Equal(expected, Convert.ToHexString(secret.Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("3005")]
    [InlineData("0480")]
    [InlineData("3080")]
    [InlineData("30800201")]
    [InlineData("308002010500")]
    [InlineData("2480020105 0000")]
    [InlineData("3085FFFFFFFFFF")]
    [InlineData("1FFFFFFFFFFFFF00")]
    public void ReadFirst_of_what_is_no_BER_fails(string source)
        => Assert.Throws<AsnContentException>(
            () => BerEncoding.ReadFirst(Convert.FromHexString(source.Replace(" ", "", StringComparison.Ordinal))));

    [Fact]
    public void ReadFirst_of_DER_copies_nothing()
    {
        ReadOnlyMemory<byte> data = Convert.FromHexString("3003020105");

        Assert.Equal(data, BerEncoding.ReadFirst(data));
    }

    [Fact]
    public void ReadFirst_of_endless_nesting_fails_at_once()
    {
        byte[] nested = new byte[NpkiPkcs12.MaxLength];
        for (int i = 0; i < nested.Length; i += 2)
            (nested[i], nested[i + 1]) = (0x30, 0x80);

        Assert.Throws<AsnContentException>(() => BerEncoding.ReadFirst(nested));
    }

    [Theory]
    [InlineData("A56-ber-indef", "signCert.der")]
    [InlineData("A38-pem", "signCert.der")]
    [InlineData("A40-base64", "signCert.der")]
    public void Parse_damaged_BER_and_text_give_a_certificate_or_an_NpkiException(string name, string file)
    {
        byte[] sample = Case.Read(name, file);
        Random random = new(1);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] data = sample.ToArray();
            for (int changes = random.Next(1, 4); changes > 0; changes--)
                data[random.Next(data.Length)] = random.Next(3) == 0 ? (byte)0x80 : (byte)random.Next(256);
            try
            {
                Assert.NotEmpty(NpkiCertificate.Parse(data).ToString());
                accepted++;
            }
            catch (NpkiException error)
            {
                Assert.Equal(NpkiFailure.Malformed, error.Reason);
            }
        }

        Assert.InRange(accepted, 1, 19_999);
    }

    [Fact]
    public void ReadFirst_of_many_levels_ends_in_bounded_time()
    {
        // The maximum depth, with much data at the bottom: each level is measured once for each level above it.
        byte[] bottom = new byte[60_000];
        for (int i = 0; i < bottom.Length; i += 2)
            bottom[i] = 0x05;
        byte[] head = [.. Enumerable.Repeat(new byte[] { 0x30, 0x80 }, 40).SelectMany(level => level)];
        byte[] data = [.. head, .. bottom, .. new byte[80]];
        TimeSpan start = ThreadTime.Now;

        BerEncoding.ReadFirst(data);

        Assert.True(ThreadTime.Now - start < TimeSpan.FromSeconds(2));
    }
}
