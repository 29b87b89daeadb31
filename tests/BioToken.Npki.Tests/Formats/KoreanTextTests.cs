using System.Text;
using BioToken.Npki.Formats;

namespace BioToken.Npki.Tests;

public sealed class KoreanTextTests
{
    [Fact]
    public void Decode_reads_UTF8_CP949_and_Latin1()
    {
        Assert.Equal("시험건설", KoreanText.Decode(Encoding.UTF8.GetBytes("시험건설")));
        Assert.Equal("시험건설", KoreanText.Decode(KoreanText.Cp949.GetBytes("시험건설")));
        Assert.Equal("뷁 (주)", KoreanText.Decode(KoreanText.Cp949.GetBytes("뷁 (주)")));
        Assert.Equal("Müller", KoreanText.Decode(Encoding.Latin1.GetBytes("Müller")));
        Assert.Equal("plain", KoreanText.Decode("plain"u8));
    }

    [Fact]
    public void Compose_joins_all_syllables_as_Unicode_does()
    {
        StringBuilder all = new();
        for (char c = '\uAC00'; c <= '\uD7A3'; c++)
            all.Append(c);
        string parts = all.ToString().Normalize(NormalizationForm.FormD);
        char[] composed = new char[parts.Length];

        int length = Hangul.Compose(parts, composed);

        Assert.Equal(all.ToString(), new string(composed, 0, length));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("abc", "abc")]
    [InlineData("\u1100", "\u1100")]
    [InlineData("\u1161\u11A8", "\u1161\u11A8")]
    [InlineData("\u1100\u1161\u11A7", "\uAC00\u11A7")]
    [InlineData("\uAC00\u11A8x", "\uAC01x")]
    [InlineData("\uAC01\u11A8", "\uAC01\u11A8")]
    public void Compose_leaves_what_makes_no_syllable(string source, string expected)
    {
        char[] destination = new char[source.Length];

        Assert.Equal(expected, new string(destination, 0, Hangul.Compose(source, destination)));
    }
}
