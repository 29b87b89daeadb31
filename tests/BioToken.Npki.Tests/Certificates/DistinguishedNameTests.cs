using System.Formats.Asn1;
using BioToken.Npki.Certificates;

namespace BioToken.Npki.Tests.Certificates;

public sealed class DistinguishedNameTests
{
    private const string CommonName = "2.5.4.3";

    [Theory]
    [InlineData(0x0C, "ED858CEC8AA4ED8AB8", "테스트")]
    [InlineData(0x1E, "D14CC2A4D2B8", "테스트")]
    [InlineData(0x1C, "0000D14C", "테")]
    [InlineData(0x13, "61264062", "a&@b")]
    [InlineData(0x14, "ED858C", "테")]
    [InlineData(0x14, "E9", "é")]
    [InlineData(0x16, "61", "a")]
    [InlineData(0x04, "61", "#040161")]
    public void Read_string_of_any_type_gives_its_text(byte tag, string content, string expected)
    {
        byte[] value = Convert.FromHexString(content);

        DistinguishedName name = Read((CommonName, [tag, (byte)value.Length, .. value]));

        Assert.Equal(expected, name.CommonName);
    }

    [Theory]
    [InlineData("a,b", "CN=a\\,b")]
    [InlineData("a+b\"c\\d<e>f;g", "CN=a\\+b\\\"c\\\\d\\<e\\>f\\;g")]
    [InlineData(" a ", "CN=\\ a\\ ")]
    [InlineData("#1", "CN=\\#1")]
    [InlineData("a\u001b[2Jb", "CN=a\\1B[2Jb")]
    [InlineData("a\u202Eb", "CN=a\\E2\\80\\AEb")]
    [InlineData("a\U000E0041b", "CN=a\\F3\\A0\\81\\81b")]
    [InlineData("a😀b", "CN=a😀b")]
    [InlineData("홍길동(주식회사)", "CN=홍길동(주식회사)")]
    public void ToString_escapes_special_and_control_characters(string value, string expected) =>
        Assert.Equal(expected, DistinguishedName.Read(TestCertificate.Name((CommonName, value))).ToString());

    [Fact]
    public void ToString_unknown_type_is_its_object_identifier() =>
        Assert.Equal("1.2.3.4=x", DistinguishedName.Read(TestCertificate.Name(("1.2.3.4", "x"))).ToString());

    [Fact]
    public void Read_empty_name_has_no_parts()
    {
        DistinguishedName name = DistinguishedName.Read(new byte[] { 0x30, 0x00 });

        Assert.Equal("", name.ToString());
        Assert.Null(name.CommonName);
    }

    [Fact]
    public void Read_parts_in_one_set_are_all_kept()
    {
        byte[] der = Convert.FromHexString("3018" + "3116" + "3009060355040A0C024F31" + "3009060355040B0C025531");

        Assert.Equal("OU=U1,O=O1", DistinguishedName.Read(der).ToString());
    }

    private static DistinguishedName Read(params (string Oid, byte[] Encoded)[] parts)
    {
        Assert.All(parts, part => Assert.True(AsnDecoder.TryReadEncodedValue(
            part.Encoded, AsnEncodingRules.DER, out _, out _, out _, out _)));
        return DistinguishedName.Read(TestCertificate.Name(parts));
    }
}
