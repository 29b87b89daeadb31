using System.Globalization;
using BioToken.Simulator.People;

namespace BioToken.Simulator.Tests;

public class TouchScriptTests
{
    [Fact]
    public void Parse_reads_words_repeats_and_delays()
    {
        TouchScript script = TouchScript.Parse(" wrong*2, slow 5s right , slow 250ms wet * 2,walk-away,cancel, wait,slow 1m remove ");
        TouchStep[] expected =
        [
            new(TouchKind.Wrong, TimeSpan.Zero), new(TouchKind.Wrong, TimeSpan.Zero), new(TouchKind.Right, TimeSpan.FromSeconds(5)),
            new(TouchKind.Wet, TimeSpan.FromMilliseconds(250)),
            new(TouchKind.Wet, TimeSpan.FromMilliseconds(250)),
            new(TouchKind.WalkAway, TimeSpan.Zero),

            new(TouchKind.Cancel, TimeSpan.Zero), new(TouchKind.Wait, TimeSpan.Zero), new(TouchKind.Remove, TimeSpan.FromMinutes(1)),
        ];
        Assert.Equal(expected, Enumerable.Range(0, script.Length).Select(i => script[i]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Parse_of_nothing_has_no_steps_and_the_right_finger_after_them(string text)
    {
        TouchScript script = TouchScript.Parse(text);
        Assert.Equal(0, script.Length);
        Assert.Equal(new TouchStep(TouchKind.Right, TimeSpan.Zero), script[0]);
    }

    [Theory]
    [InlineData("right, left", 8)]
    [InlineData("right,", 7)]
    [InlineData(",right", 1)]
    [InlineData("right wrong", 7)]
    [InlineData("Right", 1)]
    [InlineData("*3", 1)]
    [InlineData("slow", 5)]
    [InlineData("slow 5 right", 6)]
    [InlineData("slow 5h right", 6)]
    [InlineData("slow -1s right", 6)]
    [InlineData("slow 61m right", 6)]
    [InlineData("slow 5s", 8)]
    [InlineData("wrong*0", 7)]
    [InlineData("wrong*1001", 7)]
    [InlineData("wrong*x", 7)]
    [InlineData("wrong*", 7)]
    public void Parse_of_anything_else_names_the_position(string text, int position)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        FormatException e = Assert.Throws<FormatException>(() => TouchScript.Parse(text));
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"Position {position}:"), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_of_an_unknown_word_lists_the_allowed_ones()
    {
        FormatException e = Assert.Throws<FormatException>(() => TouchScript.Parse("left"));
        Assert.Contains("right, wrong, wet, walk-away, cancel, wait, remove", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_speaks_korean_too()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
        FormatException e = Assert.Throws<FormatException>(() => TouchScript.Parse("left"));
        Assert.Contains("지문 입력 시나리오", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_of_too_many_steps_is_refused()
        => Assert.Throws<FormatException>(() => TouchScript.Parse(string.Join(',', Enumerable.Repeat("wrong*1000", 11))));
}
