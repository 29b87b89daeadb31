using BioToken.Npki;

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

    [Fact]
    public void Argument_text_names_no_parameter()
    {
        ArgumentException problem = Problem("Too short.");
        Assert.Contains("(Parameter", problem.Message, StringComparison.Ordinal);
        Assert.Equal("Too short.", ArgumentText.Of(problem));
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
