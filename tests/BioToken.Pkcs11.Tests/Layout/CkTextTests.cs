using System.Text;
using BioToken.Pkcs11.Layout;

namespace BioToken.Pkcs11.Tests.Layout;

public sealed class CkTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Test token")]
    [InlineData("지문보안토큰")]
    [InlineData("(주)유니온커뮤니티 BIO-SEAL")]
    public void Text_is_the_same_in_both_encodings(string text)
    {
        Encoding korean = CodePagesEncodingProvider.Instance.GetEncoding(949)!;

        Assert.Equal(text, CkText.Decode(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(text, CkText.Decode(korean.GetBytes(text)));
    }

    [Theory]
    [InlineData("ECA780EBACB8EBB3", "지문")] // UTF-8, cut in a character
    [InlineData("ECA780EBACB8EB", "지문")]
    [InlineData("C1F6B9AEBA", "지문")] // the code page, cut in a character
    [InlineData("616263", "abc")]
    [InlineData("000000FF", "")] // padding before half a character
    [InlineData("612020EB", "a")]
    public void Text_that_was_cut_loses_its_last_character_only(string bytes, string text)
        => Assert.Equal(text, CkText.Decode(Convert.FromHexString(bytes), mayBeCut: true));

    [Fact]
    public void Syllables_beyond_euc_kr_are_read()
        => Assert.Equal("똠방각하 펲", CkText.Decode(Convert.FromHexString("8C63B9E6B0A2C7CF20BC84")));

    [Fact]
    public void Bytes_that_are_no_text_become_replacement_characters() => Assert.Equal("a\uFFFDb", CkText.Decode([0x61, 0xFF, 0x62]));

    [Fact]
    public void The_code_page_is_not_registered_for_the_whole_program()
    {
        CkText.Decode([0xC1, 0xF6]);

        Assert.Throws<NotSupportedException>(() => Encoding.GetEncoding(949));
    }

    [Fact]
    public void A_field_of_a_token_may_be_in_the_code_page()
    {
        byte[] field = [0xC1, 0xF6, 0xB9, 0xAE, 0x20, 0x20];

        Assert.Equal("지문", CkMemory.ReadText(field, 0, 6));
    }
}
