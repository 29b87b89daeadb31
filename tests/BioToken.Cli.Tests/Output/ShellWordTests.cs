using BioToken.Cli.Output.Text;

namespace BioToken.Cli.Tests;

public sealed class ShellWordTests
{
    [Theory]
    [InlineData("/media/usb/NPKI")]
    [InlineData("SIMULATED-0123")]
    [InlineData("입찰용")]
    public void Of_harmless_words_are_left_alone(string word) => Assert.Equal(word, ShellWord.Of(word));

    [Theory]
    [InlineData("")]
    [InlineData("my keys")]
    [InlineData("it's")]
    [InlineData("$(touch hacked); `x` \"y\" \\ * ~ # !")]
    public async Task Of_any_word_arrives_as_it_is(string word)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The words are judged by sh.");
        CliResult echoed = await Tool.RunAsync("sh", ["-c", "printf %s " + ShellWord.Of(word)]);
        Assert.Equal(word, echoed.Succeeded().Output);
    }
}
