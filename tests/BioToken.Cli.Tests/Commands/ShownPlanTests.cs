using System.Text.RegularExpressions;
using BioToken.Cli.Errors;
using BioToken.Cli.Output.Text;

namespace BioToken.Cli.Tests;

/// <summary>The output before and instead of a PIN prompt.</summary>
public sealed partial class ShownPlanTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public async Task Copy_shows_the_plan_again_after_a_choice_changed_it()
    {
        _place.CreateToken();
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Older), "--yes")).Succeeded();
        CliResult replaced = (await _place.RunAsync(
            new TestTerminal("1\r"), _place.CopyArguments(_place.WriteFolder(TestIdentities.Current)))).Succeeded();

        Assert.Equal(3, replaced.Output.Split("To be erased:").Length);
        int second = replaced.Output.LastIndexOf("To be erased:", StringComparison.Ordinal);
        Assert.Contains("4B000001", replaced.Output[second..].Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_on_a_token_without_a_certificate_asks_for_no_PIN()
    {
        _place.CreateToken("bio-seal");
        CliResult result = await _place.RunAsync(
            new TestTerminal(""), "sign", _place.PinFile, "--out", _place.PathOf("s"), "--simulator", _place.Simulator);

        Assert.Equal(ExitCode.NoSigningKey, result.Code);
        Assert.DoesNotContain("PIN of the token", result.Error, StringComparison.Ordinal);
        Assert.Contains("--certificate", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    public async Task Long_lines_keep_serial_numbers_and_dates_whole(int width)
    {
        _place.CreateToken();
        CliResult result = (await _place.RunAsync(
            new TestTerminal { Width = width },
            ["plan", .. _place.CopyArguments(_place.WriteFolder(TestIdentities.Current))[1..]])).Succeeded();

        string[] lines = result.Output.Split(Environment.NewLine);
        Assert.Contains(lines, line => line.Contains("Serial number 5A0E2C9F", StringComparison.Ordinal));
        Assert.Single(lines, line => Period().IsMatch(line));
        Assert.True(TextWidth.Of(lines.First(line => line.StartsWith("To be written", StringComparison.Ordinal))) <= width);
        Assert.DoesNotContain('\u00A0', result.Output);
    }

    [Fact]
    public async Task Expired_is_red_and_soon_is_yellow_on_a_terminal_with_colors_only()
    {
        string expired = _place.WriteFolder(TestIdentities.Expired);
        string soon = _place.WriteFolder(TestIdentities.Expiring);
        string current = _place.WriteFolder(TestIdentities.Current);

        Assert.Contains("\e[31m", await ShowAsync(expired, color: true), StringComparison.Ordinal);
        Assert.Contains("\e[33m", await ShowAsync(soon, color: true), StringComparison.Ordinal);
        Assert.DoesNotContain('\e', await ShowAsync(current, color: true));
        Assert.DoesNotContain('\e', await ShowAsync(expired, color: false));
        Assert.DoesNotContain(
            await ShowAsync(expired, color: false), c => char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.PrivateUse);
    }

    [Fact]
    public async Task NO_COLOR_is_honored_and_a_pipe_gets_no_color()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The terminal is made by script(1).");
        string folder = _place.PathOf("folder");
        Directory.Move(_place.WriteFolder(TestIdentities.Expired), folder);
        string show = $"{Tool.BioToken} npki show {folder} --lang en";
        using PseudoTerminal colored = PseudoTerminal.Start(show, ("NO_COLOR", null));
        using PseudoTerminal plain = PseudoTerminal.Start(show, ("NO_COLOR", "1"));
        using PseudoTerminal piped = PseudoTerminal.Start(show + " | cat", ("NO_COLOR", null));
        await colored.EndAsync();
        await plain.EndAsync();
        await piped.EndAsync();

        Assert.Contains("\e[31m", colored.Seen, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[31m", plain.Seen + piped.Seen, StringComparison.Ordinal);
        Assert.Contains("(expired)", plain.Seen, StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d ~ \d{4}-\d\d-\d\d \d\d:\d\d", RegexOptions.None, 1000)]
    private static partial Regex Period();

    private async Task<string> ShowAsync(string folder, bool color)
        => (await _place.RunAsync(new TestTerminal { UsesColor = color }, "npki", "show", folder)).Succeeded().Output;
}
