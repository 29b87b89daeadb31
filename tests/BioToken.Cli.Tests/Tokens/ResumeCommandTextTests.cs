using BioToken.Cli.Tokens;

namespace BioToken.Cli.Tests;

public sealed class ResumeCommandTextTests
{
    [Fact]
    public void Of_module_journal_and_folder_that_has_moved()
        => Assert.Equal(
            "biotoken resume --module /usr/lib/driver.so --token 0042 --journal '/a b' --from FOLDER",
            InEnglish(() => ResumeCommandText.Of(
                new TokenSource("/usr/lib/driver.so", Simulator: null, "Bid", "/a b"), "0042", needsFolder: true)));

    [Fact]
    public void Of_serial_number_that_cannot_be_typed_uses_what_was_typed()
        => Assert.Equal(
            "biotoken resume --module /m.so --token Bid",
            ResumeCommandText.Of(new TokenSource("/m.so", Simulator: null, "Bid", Journal: null), "\e[2J", needsFolder: false));

    [Fact]
    public void Of_nothing_that_controls_a_terminal_is_shown()
        => Assert.DoesNotContain(
            '\e',
            ResumeCommandText.Of(new TokenSource("/\e[2Jm.so", Simulator: null, Token: null, Journal: null), "1", needsFolder: false));

    private static string InEnglish(Func<string> text)
    {
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentUICulture;
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.InvariantCulture;
        try
        {
            return text();
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentUICulture = before;
        }
    }
}
