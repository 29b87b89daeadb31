using BioToken.Cli.Errors;
using BioToken.Cli.Output;
using BioToken.Npki.Certificates;
using BioToken.Vendors;

namespace BioToken.Cli.Tests;

public sealed class SupportContactTests
{
    private const string KicaLine = "1577-8787";

    [Theory]
    [InlineData("generic", "KICA", true)]
    [InlineData("bio-seal", "yessign", false)]
    [InlineData("biosign2", "TradeSign", false)]
    [InlineData("biosign2", null, true)]
    public void Help_line_of_KICA_is_named_to_whom_it_helps(string vendor, string? authority, bool isNamed)
    {
        VendorProfile profile = VendorCatalog.Default.Profiles.Append(VendorCatalog.Generic).Single(profile => profile.Id == vendor);
        string text = SupportContact.Of(profile, authority is null ? [] : [NpkiAuthority.Find(authority)]);
        Assert.Equal(isNamed, text.Contains(KicaLine, StringComparison.Ordinal));
        if (authority is not (null or "KICA"))
            Assert.Contains(NpkiAuthority.Find(authority)!.Brand, text, StringComparison.Ordinal);
    }

    /// <summary>
    /// For a PIN that locks the token, the library's message names the manufacturer, and the tool names the other contact.
    /// </summary>
    [Theory]
    [InlineData("en", "Contact")]
    [InlineData("ko", "문의")]
    public async Task Contact_for_a_token_that_has_just_locked_is_said_once(string language, string word)
    {
        using Workplace place = new();
        place.CreateToken(with: options => options with { MaxPinAttempts = 1 });
        CliResult result = await place.RunAsync(
            ["certificates", "--simulator", place.Simulator, "--pin-file", place.Write("wrong", "99999999"), "--allow-final-try", "--lang", language]);

        Assert.Equal(ExitCode.PinLocked, result.Code);
        Assert.Equal(2, result.Error.Split(word).Length);
        Assert.Contains(KicaLine, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Advice_for_several_tokens_is_said_once()
    {
        using Workplace place = new();
        place.CreateToken(label: "A");
        place.CreateToken(label: "B");
        CliResult result = await place.RunAsync(
            ["certificates", "--simulator", place.Simulator, "--pin-file", place.PinFile, "--lang", "en"]);

        Assert.Equal(ExitCode.SeveralTokens, result.Code);
        Assert.Equal(2, result.Error.Split("Specify", StringSplitOptions.None).Length);
    }

    [Fact]
    public void Unexpected_error_shows_no_text_of_an_exception()
    {
        TestTerminal terminal = new();
        Assert.Equal(ExitCode.Unexpected, ErrorReport.Write(Problem("raw"), terminal, isJson: false));
        Assert.DoesNotContain("raw", terminal.ErrorText, StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", terminal.ErrorText, StringComparison.Ordinal);
    }

    private static ArgumentException Problem(string message, string pin = "") => new(message, nameof(pin));
}
