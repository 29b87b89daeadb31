namespace BioToken.Cli.Tests;

/// <summary>The built tool with a person at a terminal: typed input never reaches the wrong destination.</summary>
public sealed class TypingTests : IDisposable
{
    private readonly Workplace _place = new();

    public TypingTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The terminal is made by script(1).");

    [Fact]
    public async Task Line_that_answers_a_question_is_not_the_PIN()
    {
        _place.CreateToken();
        using PseudoTerminal terminal = Start($"copy {Folder()} --password-file {_place.PasswordFile} --simulator {_place.Simulator}");
        await terminal.ReadAsync("[y/N] ");
        await terminal.TypeAsync("y\r");
        await terminal.ReadAsync("PIN of the token: ");
        await terminal.TypeAsync(Workplace.Pin + "\r");

        Assert.Equal(0, await terminal.EndAsync());
        Assert.Equal(5, _place.Token().PinAttemptsRemaining);
    }

    [Fact]
    public async Task What_was_typed_ahead_reaches_no_hidden_prompt()
    {
        _place.CreateToken("bio-seal");
        using PseudoTerminal terminal = Start($"copy {Folder()} --password-file {_place.PasswordFile} --simulator {_place.Simulator}");
        await terminal.ReadAsync("[y/N] ");
        await terminal.TypeAsync("y\r99999999\r");
        await terminal.ReadAsync("PIN of the token: ");
        await terminal.TypeAsync(Workplace.Pin + "\r");

        Assert.Equal(0, await terminal.EndAsync());
        Assert.Equal(5, _place.Token().PinAttemptsRemaining);
        Assert.DoesNotContain("PIN is wrong", terminal.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_read_does_not_reach_the_shell()
    {
        _place.CreateToken();
        string copy = $"{Tool.BioToken} copy {Folder()} --password-file {_place.PasswordFile} --simulator {_place.Simulator} --lang en";
        using PseudoTerminal terminal = PseudoTerminal.Start(
            $"sh -c '{copy}; echo next; read -r line; echo \"got <$line>\"'", _place.State);
        await terminal.ReadAsync("[y/N] ");
        await terminal.TypeAsync($"n\r{Workplace.Pin}\r");
        await terminal.ReadAsync("next");
        await terminal.TypeAsync("clean\r");

        await terminal.EndAsync();
        Assert.Contains("got <clean>", terminal.Seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Workplace.Pin, terminal.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_key_of_a_PIN_is_shown()
    {
        _place.CreateToken();
        (await _place.CopyAsync(Folder(), "--yes")).Succeeded();
        using PseudoTerminal terminal = Start($"sign {_place.PasswordFile} --out {_place.PathOf("s")} --simulator {_place.Simulator}");
        await terminal.ReadAsync("PIN of the token: ");
        foreach (char digit in Workplace.Pin)
            await terminal.TypeAsync(digit.ToString());
        await terminal.TypeAsync("\r");

        Assert.Equal(0, await terminal.EndAsync());
        string after = terminal.Seen[terminal.Seen.IndexOf("PIN of the token: ", StringComparison.Ordinal)..];
        Assert.DoesNotContain("1", after.Split('\n')[0], StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();

    private string Folder()
    {
        string plain = _place.PathOf("folder");
        Directory.Move(_place.WriteFolder(TestIdentities.Current), plain);
        return plain;
    }

    private PseudoTerminal Start(string arguments) => PseudoTerminal.Start($"{Tool.BioToken} {arguments} --lang en", _place.State);
}
