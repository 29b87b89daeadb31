namespace BioToken.Cli.Tests;

public sealed class PrintableTests
{
    [Fact]
    public void Of_control_and_format_characters_are_replaced()
        => Assert.Equal("a?[31m?b", Printable.Of("a\e[31m\u202Eb"));

    [Fact]
    public void Of_plain_text_is_the_same() => Assert.Equal("지문 A-1", Printable.Of("지문 A-1"));
}
