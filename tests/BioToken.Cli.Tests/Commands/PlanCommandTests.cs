using BioToken.Writing.Plans;

namespace BioToken.Cli.Tests;

public sealed class PlanCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public async Task Plan_lists_every_object_and_changes_nothing()
    {
        await PrepareAsync();
        IReadOnlyList<string> before = _place.Objects();
        CliResult result = (await PlanAsync("--replace", StoppedCopy.OldSerial, "--pin-file", _place.PinFile)).Succeeded();

        string[] lines = result.Output.Split(Environment.NewLine, StringSplitOptions.TrimEntries);
        int after = Array.IndexOf(lines, "On the token afterwards:");
        Assert.Equal(before.Count, lines[..after].Count(line => line.StartsWith("ERASED: ", StringComparison.Ordinal)));
        Assert.Equal(7, lines[after..].Count(line => line.StartsWith("written: ", StringComparison.Ordinal)));
        Assert.Contains(lines[after..], line => line.StartsWith("written: private key, \"", StringComparison.Ordinal));
        Assert.DoesNotContain(lines[after..], line => line.StartsWith("ERASED: ", StringComparison.Ordinal));
        Assert.Contains("Space: enough.", result.Output, StringComparison.Ordinal);
        Assert.Contains("written and verified first; only then is the old one erased", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Not logged in", result.Output, StringComparison.Ordinal);
        Assert.Equal(before, _place.Objects());
    }

    [Fact]
    public async Task Plan_without_a_PIN_says_what_it_does_not_list()
    {
        await PrepareAsync();
        CliResult korean = (await PlanAsync("--lang", "ko")).Succeeded();
        CliResult result = (await PlanAsync()).Succeeded();

        Assert.Contains("Not logged in", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("stays: private key", result.Output, StringComparison.Ordinal);
        Assert.Contains("stays: certificate", result.Output, StringComparison.Ordinal);
        Assert.Contains("--replace " + StoppedCopy.OldSerial, result.Output, StringComparison.Ordinal);
        Assert.Contains("nothing is erased", result.Output, StringComparison.Ordinal);
        Assert.Contains("유지: 인증서", korean.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_takes_the_words_of_copy_and_asks_nothing()
    {
        await PrepareAsync();
        string[] arguments = _place.CopyArguments(_place.WriteFolder(TestIdentities.Current), "--yes");
        (await _place.RunAsync(["plan", .. arguments[1..]])).Succeeded();
    }

    [Fact]
    public async Task Plan_json_is_the_plan_itself()
    {
        await PrepareAsync();
        CliResult result = (await PlanAsync("--replace", StoppedCopy.OldSerial, "--json")).Succeeded();
        WritePlan plan = WritePlan.FromJson(result.Output);

        Assert.Equal(plan.ToJson(), result.Output.TrimEnd());
        Assert.Equal(_place.Token().SerialNumber, plan.TokenSerialNumber);
        Assert.Equal(Convert.ToHexString(TestIdentities.Older.Certificate.Digest()), plan.OldCertificateHash, ignoreCase: true);
        Assert.Equal(Convert.ToHexString(TestIdentities.Current.Certificate.Digest()), plan.NewCertificateHash, ignoreCase: true);
        Assert.False(plan.IsLoggedIn);
    }

    [Fact]
    public async Task Plan_that_is_impossible_says_so_and_offers_the_gap()
    {
        await PrepareAsync(options => options with { Memory = StoppedCopy.RoomForOne });
        CliResult refused = (await PlanAsync("--replace", StoppedCopy.OldSerial)).Succeeded();
        CliResult beside = (await PlanAsync("--allow-gap")).Succeeded();
        CliResult allowed = (await PlanAsync("--replace", StoppedCopy.OldSerial, "--allow-gap")).Succeeded();

        Assert.Contains("TOO SMALL", refused.Output, StringComparison.Ordinal);
        Assert.Contains("With --allow-gap", refused.Output, StringComparison.Ordinal);
        Assert.Contains("cannot be carried out", refused.Output, StringComparison.Ordinal);
        Assert.Contains("Erase a certificate that is no longer needed", beside.Output, StringComparison.Ordinal);
        Assert.Contains("ERASED FIRST", allowed.Output, StringComparison.Ordinal);
        Assert.Contains("CANNOT BE RECOVERED", allowed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_tries_out_the_room_of_a_token_that_does_not_tell()
    {
        _place.CreateToken("ksid");
        CliResult untried = (await PlanAsync()).Succeeded();
        CliResult tried = (await PlanAsync("--pin-file", _place.PinFile)).Succeeded();

        Assert.Contains("with --pin-file a test write is made", untried.Output, StringComparison.Ordinal);
        Assert.Contains("Space: enough.", tried.Output, StringComparison.Ordinal);
        Assert.Empty(_place.Objects());
    }

    [Fact]
    public async Task Plan_on_a_terminal_asks_for_the_password_only()
    {
        _place.CreateToken();
        CliResult result = await _place.RunAsync(
            new TestTerminal($"{Workplace.Password}\r"),
            "plan",
            _place.WriteFolder(TestIdentities.Current),
            "--simulator",
            _place.Simulator);
        result.Succeeded();
    }

    public void Dispose() => _place.Dispose();

    private async Task PrepareAsync(Func<Simulator.SimulatedTokenOptions, Simulator.SimulatedTokenOptions>? with = null)
    {
        _place.CreateToken(with: with);
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Older), "--yes")).Succeeded();
    }

    private Task<CliResult> PlanAsync(params string[] more) => _place.RunAsync(
        ["plan", _place.WriteFolder(TestIdentities.Current), "--password-file", _place.PasswordFile, "--simulator", _place.Simulator, .. more]);
}
