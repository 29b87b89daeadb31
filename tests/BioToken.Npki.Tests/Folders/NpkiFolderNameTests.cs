using System.Text;
using BioToken.Npki.Identities;
using BioToken.Npki.Tests.Certificates;

namespace BioToken.Npki.Tests.Folders;

public sealed class NpkiFolderNameTests
{
    [Fact]
    public void NameFor_is_the_holders_name_with_types_in_lower_case() => Assert.Equal(
        "cn=홍길동()0020041200806232804005,ou=WOORI,ou=personal4IB,o=yessign,c=kr",
        NameFor(
            ("2.5.4.6", "kr"), ("2.5.4.10", "yessign"), ("2.5.4.11", "personal4IB"), ("2.5.4.11", "WOORI"),
            ("2.5.4.3", "홍길동()0020041200806232804005")));

    [Theory]
    [InlineData("a<b>c:d\"e/f\\g|h?i*j", "cn=a_b_c_d_e_f_g_h_i_j")]
    [InlineData("../../etc", "cn=.._.._etc")]
    [InlineData("a\u0007b\nc\0d", "cn=a_b_c_d")]
    [InlineData("dot.", "cn=dot_")]
    [InlineData("space ", "cn=space_")]
    public void NameFor_replaces_what_Windows_forbids(string commonName, string expected) =>
        Assert.Equal(expected, NameFor(("2.5.4.3", commonName)));

    [Fact]
    public void NameFor_long_name_is_cut_between_syllables()
    {
        string name = NameFor(("2.5.4.3", new string('가', 200)));

        Assert.InRange(Encoding.UTF8.GetByteCount(name), 250, 255);
        Assert.Equal("cn=" + new string('가', 84), name);
    }

    [Fact]
    public void NameFor_without_a_name_is_the_serial_number() => Assert.Equal("serial=4F3A91C2", NameFor());

    private static string NameFor(params (string Oid, string Value)[] subject) =>
        NpkiFolder.NameFor(new TestCertificate { SubjectDer = TestCertificate.Name(subject) }.Parse());
}
