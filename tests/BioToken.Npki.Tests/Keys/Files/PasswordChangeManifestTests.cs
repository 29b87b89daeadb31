using System.Text;
using BioToken.Npki.Errors;
using BioToken.Npki.Keys.Files;

namespace BioToken.Npki.Tests;

public sealed class PasswordChangeManifestTests
{
    private const string Header = "BioToken password change 1\n";
    private const string Hash = "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF";

    [Fact]
    public void Parse_of_an_encoded_manifest_gives_its_entries()
    {
        PasswordChangeManifest.Entry[] entries = [new("signPri.key", Hash, Hash[..^1] + "0"), new("a name with spaces", Hash, Hash)];
        Assert.Equal(entries, PasswordChangeManifest.Parse(new PasswordChangeManifest(entries).Encode()).Entries);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Header)]
    [InlineData("BioToken password change 2\n" + Hash + " " + Hash + " signPri.key\n")]
    [InlineData(Header + Hash + " " + Hash + "\n")]
    [InlineData(Header + "00 " + Hash + " signPri.key\n")]
    [InlineData(Header + Hash + " 00 signPri.key\n")]
    [InlineData(Header + Hash + " " + Hash + " signPri.key\nmore\n")]
    public void Parse_of_anything_else_is_malformed(string text) => AssertMalformed(text);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("/key")]
    [InlineData("\\key")]
    [InlineData("c:key")]
    [InlineData("\0key")]
    public void Parse_of_a_name_that_leads_out_of_the_folder_is_malformed(string name)
        => AssertMalformed($"{Header}{Hash} {Hash} {name}\n");

    private static void AssertMalformed(string text)
        => Assert.Equal(
            NpkiFailure.Malformed,
            Assert.Throws<NpkiException>(() => PasswordChangeManifest.Parse(Encoding.UTF8.GetBytes(text))).Reason);
}
