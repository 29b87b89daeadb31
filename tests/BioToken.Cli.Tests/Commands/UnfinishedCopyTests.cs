using BioToken.Cli.Errors;
using BioToken.Writing;

namespace BioToken.Cli.Tests;

/// <summary>Commands on a token with an interrupted write other than a gap: they recover it, or work despite it.</summary>
public sealed class UnfinishedCopyTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public async Task Copy_again_settles_what_the_first_one_left()
    {
        string folder = await StoppedCopy.MakeAsync(_place, InterruptedWriteState.BeforeCommit);
        CliResult result = (await _place.CopyAsync(folder, "--replace", StoppedCopy.OldSerial, "--yes")).Succeeded();

        Assert.Contains("It is recovered first", result.Output, StringComparison.Ordinal);
        Assert.Equal([StoppedCopy.NewSerial], await _place.SerialsAsync());
    }

    [Theory]
    [InlineData("y\ry\r", ExitCode.Ok)]
    [InlineData("n\r", ExitCode.Declined)]
    public async Task Copy_asks_before_it_settles(string answers, object code)
    {
        string folder = await StoppedCopy.MakeAsync(_place, InterruptedWriteState.BeforeCommit);
        CliResult result = await _place.RunAsync(
            new TestTerminal(answers), _place.CopyArguments(folder, "--replace", StoppedCopy.OldSerial, "--allow-gap"));

        Assert.Equal(code, result.Code);
        Assert.DoesNotContain("ERASED FIRST", result.Output, StringComparison.Ordinal);
        Assert.Equal(
            code is ExitCode.Ok ? [StoppedCopy.NewSerial] : [StoppedCopy.OldSerial, StoppedCopy.NewSerial], await _place.SerialsAsync());
    }

    [Fact]
    public async Task Copy_that_was_all_but_done_is_finished_rather_than_repeated()
    {
        string folder = await StoppedCopy.MakeAsync(_place, InterruptedWriteState.AfterCommit);
        CliResult result = (await _place.CopyAsync(folder, "--replace", StoppedCopy.OldSerial, "--yes", "--json")).Succeeded();

        Assert.Equal(StoppedCopy.NewSerial, result.Json.GetProperty("written").GetProperty("serialNumber").GetString());
        Assert.Equal([StoppedCopy.NewSerial], await _place.SerialsAsync());
    }

    [Fact]
    public async Task Copy_of_another_certificate_follows_what_was_all_but_done()
    {
        await StoppedCopy.MakeAsync(_place, InterruptedWriteState.AfterCommit);
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Other), "--yes")).Succeeded();
        Assert.Equal(
            new[] { StoppedCopy.NewSerial, TestIdentities.Other.Certificate.SerialNumber }.Order(StringComparer.Ordinal),
            await _place.SerialsAsync());
    }

    [Fact]
    public async Task Plan_says_that_there_is_something_to_resume_first()
    {
        string folder = await StoppedCopy.MakeAsync(_place, InterruptedWriteState.BeforeCommit);
        string[] other = _place.CopyArguments(_place.WriteFolder(TestIdentities.Other));
        string[] same = _place.CopyArguments(folder, "--replace", StoppedCopy.OldSerial);
        CliResult possible = (await _place.RunAsync(["plan", .. other[1..]])).Succeeded();
        CliResult confused = (await _place.RunAsync(["plan", .. same[1..]])).Succeeded();
        CliResult missing = await _place.RunAsync(["plan", .. other[1..], "--replace", "DEADBEEF"]);

        Assert.Contains("first run: biotoken resume", possible.Output, StringComparison.Ordinal);
        Assert.Contains("first run: biotoken resume", confused.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("would refuse", confused.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.CertificateNotOnToken, missing.Code);
        Assert.Contains("To continue: biotoken resume", missing.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("copy")]
    [InlineData("erase")]
    [InlineData("resume")]
    [InlineData("status")]
    public async Task Complete_certificate_that_settling_erases_is_named_before_anything_is_done(string command)
    {
        string folder = await StoppedCopy.MakeAsync(_place, InterruptedWriteState.BeforeCommit);
        string[] source = ["--simulator", _place.Simulator];
        string[] arguments = command switch
        {
            "plan" or "copy" => [command, .. _place.CopyArguments(_place.WriteFolder(TestIdentities.Other))[1..]],
            "erase" => ["erase", StoppedCopy.OldSerial, .. source],
            _ => [command, .. source],
        };
        CliResult result = await _place.RunAsync(new TestTerminal("n\r"), arguments);

        Assert.Equal(command is "plan" or "status" ? ExitCode.Ok : ExitCode.Declined, result.Code);
        Assert.Contains("erases a complete certificate: ", result.Output, StringComparison.Ordinal);
        Assert.Contains(
            StoppedCopy.NewSerial, result.Output.Split("erases a complete certificate: ")[1].Split('\n')[0], StringComparison.Ordinal);
        Assert.Equal([StoppedCopy.OldSerial, StoppedCopy.NewSerial], await _place.SerialsAsync());
        Assert.True(Directory.Exists(folder));
    }

    [Fact]
    public async Task Status_as_JSON_tells_what_resuming_erases()
    {
        await StoppedCopy.MakeAsync(_place, InterruptedWriteState.BeforeCommit);
        CliResult result = (await _place.RunAsync("status", "--simulator", _place.Simulator, "--json")).Succeeded();
        Assert.Equal([StoppedCopy.NewSerial], result.Json.GetProperty("erases").EnumerateArray().Select(e => e.GetString()));
    }

    [Fact]
    public async Task Erase_settles_what_the_first_one_left_and_says_what_it_erases()
    {
        await StoppedCopy.MakeAsync(_place, InterruptedWriteState.BeforeCommit);
        CliResult result = (await _place.RunAsync(
            "erase", StoppedCopy.OldSerial, "--simulator", _place.Simulator, "--pin-file", _place.PinFile, "--yes")).Succeeded();

        Assert.Contains("erases a complete certificate: ", result.Output, StringComparison.Ordinal);
        Assert.Empty(await _place.SerialsAsync());
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("copy")]
    [InlineData("resume")]
    public async Task Finished_copy_stays_when_the_journal_has_lost_its_end(string command)
    {
        _place.CreateToken();
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
        string journal = Directory.EnumerateFiles(_place.Journal, "*.journal").Single();
        byte[] file = await File.ReadAllBytesAsync(journal, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(journal, file[..^26], TestContext.Current.CancellationToken);
        string[] other = _place.CopyArguments(_place.WriteFolder(TestIdentities.Other));
        CliResult result = (await _place.RunAsync(command switch
        {
            "plan" => ["plan", .. other[1..]],
            "copy" => [.. other, "--yes"],
            _ => ["resume", "--simulator", _place.Simulator, "--pin-file", _place.PinFile, "--yes"],
        })).Succeeded();

        Assert.DoesNotContain("erases", result.Output, StringComparison.Ordinal);
        Assert.Contains(StoppedCopy.NewSerial, await _place.SerialsAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Damaged_journal_stops_changes_and_nothing_else(bool json)
    {
        await StoppedCopy.MakeAsync(_place, InterruptedWriteState.Gap);
        await File.WriteAllTextAsync(
            Directory.EnumerateFiles(_place.Journal, "*.journal").Single(), "garbage", TestContext.Current.CancellationToken);
        string[] source = ["--simulator", _place.Simulator, "--pin-file", _place.PinFile, .. json ? (string[])["--json"] : []];
        CliResult certificates = (await _place.RunAsync(["certificates", .. source])).Succeeded();
        CliResult list = (await _place.RunAsync("list", "--simulator", _place.Simulator, "--json")).Succeeded();

        Assert.Contains("Warning: The journal", certificates.Error, StringComparison.Ordinal);
        Assert.Equal("unknown", list.Json.GetProperty("tokens")[0].GetProperty("unfinished").GetString());
        Assert.Equal(ExitCode.JournalUnusable, (await _place.RunAsync("status", "--simulator", _place.Simulator)).Code);
        Assert.Equal(ExitCode.JournalUnusable, (await _place.RunAsync(["erase", StoppedCopy.OldSerial, "--yes", .. source])).Code);
        Assert.Equal(
            ExitCode.JournalUnusable, (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Code);
    }

    public void Dispose() => _place.Dispose();
}
