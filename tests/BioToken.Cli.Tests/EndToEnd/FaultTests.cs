namespace BioToken.Cli.Tests;

/// <summary>The built tool on a simulated token that fails, as shown in the simulator's manual.</summary>
public sealed class FaultTests : IDisposable
{
    // 128 plus the number of the signal.
    private const int Killed = 137;

    private readonly Workplace _place = new();

    [Fact]
    public async Task Kill_in_the_middle_of_a_replacement_leaves_the_new_certificate()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A killed process has another exit code.");
        _place.CreateToken();
        (await RunAsync(_place.CopyArguments(_place.WriteFolder(TestIdentities.Older), "--yes"))).Succeeded();
        int before = _place.Objects().Count;
        (await RunAsync(["sim", "faults", _place.Simulator, "C_DestroyObject#1 kill after"])).Succeeded();
        CliResult killed = await RunAsync(
            _place.CopyArguments(_place.WriteFolder(TestIdentities.Current), "--replace", "4B000001", "--yes"));
        Assert.Equal(Killed, killed.ExitCode);
        Assert.True(_place.Objects().Count > before, "Nothing was written before the first object was destroyed.");
        CliResult listed = (await RunAsync(
            ["certificates", "--simulator", _place.Simulator, "--pin-file", _place.PinFile, "--json"])).Succeeded();
        Assert.Contains("5a0e2c9f", listed.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal([1], _place.Token().FaultCalls);
    }

    [Fact]
    public async Task Error_after_a_certificate_was_written_is_told_and_counted()
    {
        _place.CreateToken();
        (await RunAsync(["sim", "faults", _place.Simulator, "C_CreateObject#1[certificate] after CKR_DEVICE_ERROR"])).Succeeded();
        CliResult failed = await RunAsync(_place.CopyArguments(_place.WriteFolder(TestIdentities.Current), "--yes", "--json"));
        Assert.NotEqual(0, failed.ExitCode);
        Assert.Equal("DEVICE_ERROR", failed.Json.GetProperty("error").GetProperty("returnValue").GetString());
        Assert.Equal([1], _place.Token().FaultCalls);
    }

    public void Dispose() => _place.Dispose();

    private Task<CliResult> RunAsync(string[] arguments)
        => Tool.RunAsync(Tool.BioToken, arguments, input: null, ("XDG_STATE_HOME", _place.PathOf("state")));
}
