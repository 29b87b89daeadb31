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
