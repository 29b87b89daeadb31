using System.Text.RegularExpressions;
using BioToken.Authentication;

namespace BioToken.Tests.Authentication;

public sealed class PinTests
{
    [Fact]
    public void FromText_keeps_utf8()
    {
        using Pin pin = Pin.FromText("12한글");

        Assert.Equal("12한글"u8.ToArray(), pin.Utf8.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public void FromUtf8_refuses_lengths_that_no_token_takes(int length)
        => Assert.Throws<ArgumentException>(() => Pin.FromUtf8(new byte[length]));

    [Theory]
    [InlineData(@"12\uD83D34")]
    [InlineData(@"1234\uD83D")]
    [InlineData(@"\uDE001234")]
    [InlineData(@"\uFFFD\uD83D")]
    public void FromText_refuses_half_a_character_and_does_not_repeat_it(string escaped)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => Pin.FromText(Regex.Unescape(escaped)));

        Assert.DoesNotContain("D83D", e.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Null(e.InnerException);
    }

    [Theory]
    [InlineData("31C3")]
    [InlineData("FF31")]
    [InlineData("EDA080")]
    public void FromUtf8_refuses_what_is_no_UTF_8(string bytes)
        => Assert.Throws<ArgumentException>(() => Pin.FromUtf8(Convert.FromHexString(bytes)));

    [Fact]
    public void FromText_takes_a_whole_surrogate_pair_and_a_replacement_character()
    {
        using Pin pin = Pin.FromText("1😀\uFFFD");

        Assert.Equal("1😀\uFFFD"u8.ToArray(), pin.Utf8.ToArray());
    }

    [Fact]
    public void FromUtf8_takes_the_longest()
    {
        using Pin pin = Pin.FromUtf8(new byte[Pin.MaxLength]);

        Assert.Equal(Pin.MaxLength, pin.Utf8.Length);
    }

    [Fact]
    public void Dispose_ends_all_use()
    {
        Pin pin = Pin.FromText("12345678");

        pin.Dispose();

        Assert.Throws<ObjectDisposedException>(() => pin.Utf8.Length);
    }

    [Fact]
    public void Copy_survives_the_original()
    {
        Pin pin = Pin.FromText("12345678");
        using Pin copy = pin.Copy();

        pin.Dispose();

        Assert.Equal("12345678"u8.ToArray(), copy.Utf8.ToArray());
    }

    [Fact]
    public void ToString_shows_nothing()
    {
        using Pin pin = Pin.FromText("12345678");

        Assert.DoesNotContain("1234", Convert.ToString((object)pin, null), StringComparison.Ordinal);
    }
}
