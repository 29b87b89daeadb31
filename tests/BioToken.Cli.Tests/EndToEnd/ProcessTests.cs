using System.Diagnostics;
using BioToken.Cli.Errors;
using BioToken.Cli.Output.Text;
using BioToken.Writing;

namespace BioToken.Cli.Tests;

/// <summary>The built tool as a process on a simulator's directory: exit codes, streams, environment, signals.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public async Task Whole_flow_over_a_simulator()
    {
        string folder = _place.WriteFolder(TestIdentities.Current);
        string[] source = ["--simulator", _place.Simulator, "--pin-file", _place.PinFile];
        (await RunAsync(["sim", "create", _place.Simulator, "--vendor", "bio-seal", "--label", "Bid",
            "--pin-file", _place.PinFile])).Succeeded();
        (await RunAsync(["copy", folder, "--password-file", _place.PasswordFile, .. source, "--yes"])).Succeeded();
        (await RunAsync(["sign", _place.PinFile, "--out", _place.PathOf("signature"), .. source])).Succeeded();
        CliResult listed = (await RunAsync(["certificates", .. source, "--json"])).Succeeded();
        (await RunAsync(["erase", "5A0E2C9F", .. source, "--yes"])).Succeeded();

        Assert.Equal(1, listed.Json.GetProperty("certificates").GetArrayLength());
        Assert.Equal(256, new FileInfo(_place.PathOf("signature")).Length);
        Assert.Empty(_place.Objects());
    }

    [Fact]
    public async Task Simulator_without_a_directory_is_that_of_the_environment()
    {
        (string, string?) place = ("BIOTOKEN_SIMULATOR", _place.Simulator);
        (await Tool.RunAsync(
            Tool.BioToken, ["sim", "create", "--vendor", "bio-seal", "--pin-file", _place.PinFile], input: null, place)).Succeeded();
        (await Tool.RunAsync(Tool.BioToken, ["sim", "script", "right, wrong"], input: null, place)).Succeeded();
        CliResult listed = (await Tool.RunAsync(
            Tool.BioToken,
            ["certificates", "--simulator", "--pin-file", _place.PinFile, "--json"],
            input: null,
            place,
            _place.State)).Succeeded();

        Assert.Equal(0, listed.Json.GetProperty("certificates").GetArrayLength());
        Assert.Equal(("right, wrong", 1), (_place.Token().Script, _place.Token().ScriptPosition));
    }

    [Fact]
    public async Task Simulator_is_used_by_explicit_choice_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The makers' drivers have known places there.");
        _place.CreateToken();
        CliResult result = await Tool.RunAsync(
            Tool.BioToken, ["list"], input: null, ("BIOTOKEN_SIMULATOR", _place.Simulator), _place.State);
        Assert.Equal(ExitCode.Usage, result.Code);
    }

    [Fact]
    public async Task Standard_input_brings_password_and_PIN()
    {
        _place.CreateToken();
        CliResult result = await RunAsync(
            ["copy", _place.WriteFolder(TestIdentities.Other), "--simulator", _place.Simulator, "--password-file", "-",
                "--pin-file", "-", "--yes"],
            $"{Workplace.Password}\r\n{Workplace.Pin}\n");
        result.Succeeded();
    }

    [Fact]
    public async Task Piped_output_has_no_control_sequences_and_JSON_stands_alone()
    {
        _place.CreateToken("bio-seal");
        string[] arguments = _place.CopyArguments(_place.WriteFolder(TestIdentities.Other), "--yes");
        CliResult json = (await RunAsync([.. arguments, "--json"])).Succeeded();
        CliResult text = (await RunAsync(arguments)).Succeeded();

        Assert.Equal(1, json.Json.GetProperty("written").GetProperty("serialNumber").GetString()!.Length > 0 ? 1 : 0);
        Assert.DoesNotContain('\e', text.Output + text.Error + json.Error);
    }

    [Theory]
    [InlineData("ko_KR.UTF-8", "지원하는 지문보안토큰", "사용법")]
    [InlineData("en_US.UTF-8", "Lists the supported token models", "Usage")]
    [InlineData("C.UTF-8", "Lists the supported token models", "Usage")]
    public async Task Language_is_that_of_the_environment(string language, string description, string usage)
    {
        CliResult result = await Tool.RunAsync(
            Tool.BioToken, ["--help"], input: null, ("LANG", language), ("LC_ALL", null), ("LC_MESSAGES", null));
        Assert.Contains(description, result.Output, StringComparison.Ordinal);
        Assert.Contains(usage, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_lists_every_exit_code()
    {
        CliResult result = (await RunAsync(["help", "exit-codes"])).Succeeded();
        Assert.All(Enum.GetValues<ExitCode>(), code => Assert.Matches($@"(?m)^ +{(int)code}  \S", result.Output));
    }

    [Fact]
    public async Task Journal_lies_in_the_state_directory_of_the_environment()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The directory is that of the user there.");
        _place.CreateToken();
        (await RunAsync(_place.CopyArguments(_place.WriteFolder(TestIdentities.Other), "--yes"))).Succeeded();
        Assert.Single(Directory.EnumerateFiles(Path.Combine(_place.PathOf("state"), "biotoken"), "*.journal"));
    }

    [Fact]
    public async Task Another_writer_is_kept_out_also_where_NET_is_told_to_lock_no_files()
    {
        _place.CreateToken();
        (await RunAsync(_place.CopyArguments(_place.WriteFolder(TestIdentities.Other), "--yes"))).Succeeded();
        string path = Directory.EnumerateFiles(_place.Journal, "*.lock").Single();
        string[] copy = _place.CopyArguments(_place.WriteFolder(TestIdentities.Current), "--yes");
        CliResult refused;
        await using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            refused = await Tool.RunAsync(Tool.BioToken, copy, input: null, _place.State, ("DOTNET_SYSTEM_IO_DISABLEFILELOCKING", "1"));

        Assert.Equal(ExitCode.TokenBusy, refused.Code);
        (await Tool.RunAsync(Tool.BioToken, copy, input: null, _place.State, ("DOTNET_SYSTEM_IO_DISABLEFILELOCKING", "1"))).Succeeded();
    }

    [Fact]
    public async Task Account_without_a_home_reads_and_is_told_how_to_write()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "HOME is that of Unix.");
        _place.CreateToken();
        (string, string?)[] none = [("HOME", "/no/such/home"), ("XDG_STATE_HOME", null)];
        string[] copy = _place.CopyArguments(_place.WriteFolder(TestIdentities.Other));
        string[] source = ["--simulator", _place.Simulator, "--lang", "en"];
        foreach (string[] reading in (string[][])[["list", .. source], ["certificates", .. source], ["status", .. source], ["plan", .. copy[1..]]])
            (await Tool.RunAsync(Tool.BioToken, reading, input: null, none)).Succeeded();
        CliResult refused = await Tool.RunAsync(Tool.BioToken, [.. copy, "--yes", "--lang", "en"], input: null, none);
        CliResult named = await Tool.RunAsync(Tool.BioToken, [.. copy, "--yes", "--journal", _place.PathOf("journal")], input: null, none);

        Assert.Equal(ExitCode.JournalUnusable, refused.Code);
        Assert.Contains("--journal", refused.Error, StringComparison.Ordinal);
        named.Succeeded();
        Assert.False(Directory.Exists("/no"));
    }

    [Fact]
    public async Task Next_step_of_a_gap_is_typed_as_it_is_shown()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The command line is given to sh.");
        await StoppedCopy.MakeAsync(_place, InterruptedWriteState.Gap);
        CliResult status = (await RunAsync(["status", "--simulator", _place.Simulator, "--json"])).Succeeded();
        string next = status.Json.GetProperty("nextStep").GetString()!;
        string path = $"{Path.GetDirectoryName(Tool.BioToken)}:{Environment.GetEnvironmentVariable("PATH")}";
        (await Tool.RunAsync(
            "sh",
            ["-c", $"{next} --pin-file {_place.PinFile} --password-file {_place.PasswordFile} --yes"],
            input: null,
            ("PATH", path),
            _place.State))
            .Succeeded();

        Assert.Equal([StoppedCopy.NewSerial], await _place.SerialsAsync());
    }

    [Fact]
    public async Task Plan_that_is_redirected_into_a_file_is_the_one_that_copy_takes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The command line is given to sh.");
        _place.CreateToken();
        string folder = ShellWord.Of(_place.WriteFolder(TestIdentities.Other));
        string source = $"{folder} --password-file {_place.PasswordFile} --simulator {_place.Simulator} --pin-file {_place.PinFile}";
        string tool = Tool.BioToken;
        (await Tool.RunAsync(
            "sh", ["-c", $"{tool} plan {source} --json > {_place.PathOf("plan.json")} && {tool} copy {source} --plan {_place.PathOf("plan.json")} --yes"],
            input: null,
            _place.State)).Succeeded();

        Assert.Single(await _place.SerialsAsync());
    }

    [Fact]
    public async Task Kill_while_writing_leaves_what_status_and_resume_know()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent by kill.");
        _place.CreateToken("asam2072fp");
        // The verification of the new key waits for a finger: everything is written, nothing is committed.
        _place.SetScript("wait");
        using Process process = Tool.Start(
            Tool.BioToken, [.. _place.CopyArguments(_place.WriteFolder(TestIdentities.Other), "--yes", "--lang", "en")], _place.State);
        Task<CliResult> end = Tool.FinishAsync(process);
        while (!_place.Token().IsWaitingForFinger && !end.IsCompleted)
            await Task.Yield();
        process.Kill();
        await end;
        _place.SetScript("");
        CliResult status = (await RunAsync(["status", "--simulator", _place.Simulator, "--json"])).Succeeded();
        CliResult resumed = (await RunAsync(["resume", "--simulator", _place.Simulator, "--pin-file", _place.PinFile, "--yes", "--json"]))
            .Succeeded();

        Assert.Equal("beforeCommit", status.Json.GetProperty("state").GetString());
        // The new identity was complete and nothing had to be erased for it: it is verified now, and stays.
        Assert.Equal("completed", resumed.Json.GetProperty("outcome").GetString());
        Assert.Equal([TestIdentities.Other.Certificate.SerialNumber], await _place.SerialsAsync());
    }

    [Fact]
    public async Task Interrupt_while_waiting_for_a_finger_ends_with_130()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent by kill.");
        _place.CreateToken("bio-seal");
        _place.SetScript("wait");
        using Process process = Tool.StartInForeground(
            Tool.BioToken, ["certificates", "--simulator", _place.Simulator, "--pin-file", _place.PinFile, "--lang", "en"], _place.State);
        Task<CliResult> end = Tool.FinishAsync(process);
        while (!_place.Token().IsWaitingForFinger && !end.IsCompleted)
            await Task.Yield();
        (await Tool.RunAsync("kill", ["-INT", $"{process.Id}"])).Succeeded();

        CliResult result = await end;
        Assert.Equal(ExitCode.Canceled, result.Code);
        Assert.Contains("Stopping", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupt_while_writing_leaves_the_token_whole()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent by kill.");
        _place.CreateToken("asam2072fp");
        // The verification of the new key waits for a finger: everything is written, nothing erased yet.
        _place.SetScript("wait");
        using Process process = Tool.StartInForeground(
            Tool.BioToken, [.. _place.CopyArguments(_place.WriteFolder(TestIdentities.Other), "--yes", "--lang", "en")], _place.State);
        Task<CliResult> end = Tool.FinishAsync(process);
        while (!_place.Token().IsWaitingForFinger && !end.IsCompleted)
            await Task.Yield();
        (await Tool.RunAsync("kill", ["-INT", $"{process.Id}"])).Succeeded();
        (await Tool.RunAsync("kill", ["-INT", $"{process.Id}"])).Succeeded();
        (await RunAsync(["sim", "touch", _place.Simulator])).Succeeded();

        CliResult result = await end;
        Assert.Equal(ExitCode.Canceled, result.Code);
        Assert.Contains("Leave it plugged in", result.Error, StringComparison.Ordinal);
        Assert.Empty(_place.Objects());
    }

    public void Dispose() => _place.Dispose();

    private Task<CliResult> RunAsync(string[] arguments, string? input = null)
        => Tool.RunAsync(Tool.BioToken, arguments, input, _place.State);
}
