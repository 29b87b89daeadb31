using BioToken.Cli.Errors;
using BioToken.Writing;

namespace BioToken.Cli.Tests;

public sealed class ResumeCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public async Task Resume_nothing_unfinished_asks_nothing()
    {
        _place.CreateToken();
        CliResult text = (await _place.RunAsync("resume", "--simulator", _place.Simulator)).Succeeded();
        CliResult json = (await _place.RunAsync("resume", "--simulator", _place.Simulator, "--json")).Succeeded();

        Assert.Contains("There is no interrupted operation", text.Output, StringComparison.Ordinal);
        Assert.Equal("nothing", json.Json.GetProperty("outcome").GetString());
    }

    [Theory]
    [InlineData(InterruptedWriteState.BeforeCommit, "rolledBack", StoppedCopy.OldSerial)]
    [InlineData(InterruptedWriteState.AfterCommit, "completed", StoppedCopy.NewSerial)]
    [InlineData(InterruptedWriteState.Gap, "completed", StoppedCopy.NewSerial)]
    public async Task Resume_leaves_exactly_one_whole_certificate(InterruptedWriteState state, string outcome, string serial)
    {
        await StoppedCopy.MakeAsync(_place, state);
        CliResult result = (await ResumeAsync("--yes", "--json")).Succeeded();

        Assert.Equal(outcome, result.Json.GetProperty("outcome").GetString());
        Assert.Equal([serial], await _place.SerialsAsync());
        (await _place.RunAsync(
            "sign", _place.PinFile, "--out", _place.PathOf("signature"), "--simulator", _place.Simulator, "--pin-file", _place.PinFile))
            .Succeeded();
        Assert.Equal("nothing", (await ResumeAsync("--json")).Succeeded().Json.GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Resume_erasure_erases_the_rest()
    {
        await StoppedCopy.EraseAsync(_place);
        Assert.NotEmpty(_place.Objects());
        (await ResumeAsync("--yes")).Succeeded();
        Assert.Empty(_place.Objects());
    }

    [Fact]
    public async Task Resume_without_a_gap_asks_for_no_password()
    {
        await StoppedCopy.MakeAsync(_place, InterruptedWriteState.AfterCommit);
        CliResult result = await _place.RunAsync(new TestTerminal($"y\r{Workplace.Pin}\r"), "resume", "--simulator", _place.Simulator);

        result.Succeeded();
        Assert.DoesNotContain("password", result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal([StoppedCopy.NewSerial], await _place.SerialsAsync());
    }

    [Fact]
    public async Task Resume_gap_asks_for_the_password_before_the_PIN()
    {
        await StoppedCopy.MakeAsync(_place, InterruptedWriteState.Gap);
        CliResult result = await _place.RunAsync(
            new TestTerminal($"{Workplace.Password}\ry\r{Workplace.Pin}\r"), "resume", "--simulator", _place.Simulator);

        result.Succeeded();
        Assert.Contains("GAP:", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Workplace.Password, result.Output + result.Error, StringComparison.Ordinal);
        Assert.Equal([StoppedCopy.NewSerial], await _place.SerialsAsync());
    }

    [Fact]
    public async Task Resume_gap_reads_password_and_PIN_from_standard_input_by_lines()
    {
        await StoppedCopy.MakeAsync(_place, InterruptedWriteState.Gap);
        TestTerminal terminal = new(input: System.Text.Encoding.UTF8.GetBytes($"{Workplace.Password}\n{Workplace.Pin}\n"));
        (await _place.RunAsync(
            terminal, "resume", "--simulator", _place.Simulator, "--password-file", "-", "--pin-file", "-", "--yes")).Succeeded();
    }

    [Theory]
    [InlineData(InterruptedWriteState.BeforeCommit)]
    [InlineData(InterruptedWriteState.Gap)]
    public async Task Resume_without_terminal_and_yes_is_refused(InterruptedWriteState state)
    {
        await StoppedCopy.MakeAsync(_place, state);
        await AssertRefusedAsync(ExitCode.ConfirmationImpossible, () => ResumeAsync());
    }

    [Fact]
    public async Task Resume_person_says_no_and_nothing_changes()
    {
        await StoppedCopy.MakeAsync(_place, InterruptedWriteState.Gap);
        await AssertRefusedAsync(ExitCode.Declined, () => _place.RunAsync(new TestTerminal("n\r"), ResumeArguments()));
    }

    [Fact]
    public async Task Resume_gap_with_a_wrong_password_sends_no_PIN()
    {
        await StoppedCopy.MakeAsync(_place, InterruptedWriteState.Gap);
        _place.Write("password", "wrong");
        _place.Write("pin", "99999999");
        await AssertRefusedAsync(ExitCode.PasswordIncorrect, () => ResumeAsync("--yes"));
    }

    [Fact]
    public async Task Resume_gap_from_a_copy_elsewhere()
    {
        string folder = await StoppedCopy.MakeAsync(_place, InterruptedWriteState.Gap);
        Directory.Move(folder, _place.PathOf("moved"));
        _place.Write("pin", "99999999");
        await AssertRefusedAsync(ExitCode.FileNotFound, () => ResumeAsync("--yes"));
        await AssertRefusedAsync(ExitCode.SourceMismatch, () => ResumeAsync("--yes", "--from", _place.WriteFolder(TestIdentities.Other)));
        _place.Write("pin", Workplace.Pin);
        (await ResumeAsync("--yes", "--from", _place.PathOf("moved"))).Succeeded();

        Assert.Equal([StoppedCopy.NewSerial], await _place.SerialsAsync());
    }

    [Fact]
    public async Task Resume_on_the_wrong_token_names_the_right_one()
    {
        await StoppedCopy.MakeAsync(_place, InterruptedWriteState.AfterCommit, "A");
        string serial = _place.Token().SerialNumber;
        _place.CreateToken(label: "B");
        await AssertRefusedAsync(ExitCode.TokenNotFound, async () =>
        {
            CliResult result = await ResumeAsync("--yes", "--token", "B");
            Assert.Contains(serial, result.Error, StringComparison.Ordinal);
            return result;
        });
    }

    [Fact]
    public async Task Resume_abandon_closes_the_journal_and_touches_nothing()
    {
        await StoppedCopy.MakeAsync(_place, InterruptedWriteState.Gap);
        IReadOnlyList<string> before = _place.Objects();
        CliResult result = (await _place.RunAsync("resume", "--simulator", _place.Simulator, "--abandon", "--yes")).Succeeded();

        Assert.Contains("WARNING", result.Output, StringComparison.Ordinal);
        Assert.Equal(before, _place.Objects());
        CliResult status = (await _place.RunAsync("status", "--simulator", _place.Simulator, "--json")).Succeeded();
        Assert.Equal("clean", status.Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Resume_abandon_closes_the_journal_of_a_token_that_was_emptied_since()
    {
        await StoppedCopy.MakeAsync(_place, InterruptedWriteState.BeforeCommit);
        await StoppedCopy.EmptyAsync(_place, TestIdentities.Other);
        CliResult status = (await _place.RunAsync("status", "--simulator", _place.Simulator, "--json")).Succeeded();
        CliResult resumed = await ResumeAsync("--yes");
        (await ResumeAsync("--abandon", "--yes")).Succeeded();
        CliResult after = (await _place.RunAsync("status", "--simulator", _place.Simulator, "--json")).Succeeded();

        Assert.Equal(("clean", 1), (status.Json.GetProperty("state").GetString(), status.Json.GetProperty("others").GetArrayLength()));
        Assert.Equal(ExitCode.TokenNotFound, resumed.Code);
        Assert.Equal(0, after.Json.GetProperty("others").GetArrayLength());
        Assert.Equal([TestIdentities.Other.Certificate.SerialNumber], await _place.SerialsAsync());
    }

    [Theory]
    [InlineData(null, ExitCode.ConfirmationImpossible)]
    [InlineData("n\r", ExitCode.Declined)]
    public async Task Resume_abandon_without_a_yes_changes_nothing(string? keys, object code)
    {
        await StoppedCopy.MakeAsync(_place, InterruptedWriteState.Gap);
        CliResult result = await _place.RunAsync(new TestTerminal(keys), "resume", "--simulator", _place.Simulator, "--abandon");

        Assert.Equal(code, result.Code);
        CliResult status = (await _place.RunAsync("status", "--simulator", _place.Simulator, "--json")).Succeeded();
        Assert.Equal("gap", status.Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Resume_that_stops_again_is_resumed_again()
    {
        _place.CreateToken("asam2072fp");
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Older), "--yes")).Succeeded();
        _place.SetScript("remove");
        CliResult stopped = await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--replace", StoppedCopy.OldSerial, "--yes");
        (await _place.RunAsync("sim", "insert", _place.Simulator)).Succeeded();
        _place.SetScript("");

        Assert.Equal(ExitCode.TokenRemoved, stopped.Code);
        Assert.Contains($"biotoken resume --simulator {_place.Simulator}", stopped.Error, StringComparison.Ordinal);
        (await ResumeAsync("--yes")).Succeeded();
        Assert.Equal([StoppedCopy.OldSerial], await _place.SerialsAsync());
    }

    public void Dispose() => _place.Dispose();

    private Task<CliResult> ResumeAsync(params string[] more) => _place.RunAsync(ResumeArguments(more));

    private string[] ResumeArguments(params string[] more)
        => ["resume", "--simulator", _place.Simulator, "--pin-file", _place.PinFile, "--password-file", _place.PasswordFile, .. more];

    private async Task AssertRefusedAsync(ExitCode code, Func<Task<CliResult>> run)
    {
        IReadOnlyList<string> before = _place.Objects();
        int[] tries = _place.PinTries();
        CliResult result = await run();

        Assert.True(code == result.Code, $"{result.Code}: {result.Error}{result.Output}");
        Assert.Equal(before, _place.Objects());
        Assert.Equal(tries, _place.PinTries());
    }
}
