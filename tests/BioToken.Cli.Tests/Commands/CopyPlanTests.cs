using System.Text;
using BioToken.Cli.Errors;

namespace BioToken.Cli.Tests;

/// <summary><c>copy --plan</c> executes exactly that plan, or nothing.</summary>
public sealed class CopyPlanTests : IDisposable
{
    private readonly Workplace _place = new();
    private string _folder = "";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Copy_does_what_the_plan_says(bool withPin)
    {
        await PrepareAsync();
        string plan = await PlanAsync(withPin ? ["--pin-file", _place.PinFile] : []);
        CliResult result = (await _place.CopyAsync(_folder, "--plan", plan, "--yes", "--json")).Succeeded();

        Assert.Equal(StoppedCopy.OldSerial, result.Json.GetProperty("erased").GetProperty("serialNumber").GetString());
        Assert.Equal([StoppedCopy.NewSerial], await _place.SerialsAsync());
    }

    [Fact]
    public async Task Copy_of_a_plan_that_erases_nothing_keeps_both()
    {
        await PrepareAsync();
        string plan = await PlanAsync(replaces: false);
        CliResult result = await _place.RunAsync(new TestTerminal("y\r"), _place.CopyArguments(_folder, "--plan", plan));

        result.Succeeded();
        Assert.Equal([StoppedCopy.OldSerial, StoppedCopy.NewSerial], await _place.SerialsAsync());
    }

    [Fact]
    public async Task Copy_of_a_plan_that_is_done_is_refused()
    {
        await PrepareAsync();
        string plan = await PlanAsync();
        (await _place.CopyAsync(_folder, "--plan", plan, "--yes")).Succeeded();
        await AssertRefusedAsync(ExitCode.PlanMismatch, plan);
    }

    [Fact]
    public async Task Copy_of_a_plan_for_another_token_is_refused()
    {
        await PrepareAsync();
        string plan = await PlanAsync();
        _place.CreateToken(label: "B");
        await AssertRefusedAsync(ExitCode.PlanMismatch, plan, "--token", "B");
    }

    [Fact]
    public async Task Copy_of_another_certificate_than_the_plans_is_refused()
    {
        await PrepareAsync();
        string plan = await PlanAsync();
        _folder = _place.WriteFolder(TestIdentities.Other);
        await AssertRefusedAsync(ExitCode.PlanMismatch, plan);
    }

    [Fact]
    public async Task Copy_onto_a_token_that_has_changed_since_is_refused()
    {
        await PrepareAsync();
        string plan = await PlanAsync("--pin-file", _place.PinFile);
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Other), "--yes")).Succeeded();
        await AssertRefusedAsync(ExitCode.PlanMismatch, plan);
    }

    [Fact]
    public async Task Copy_replace_has_to_agree_with_the_plan()
    {
        await PrepareAsync();
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Other), "--yes")).Succeeded();
        string plan = await PlanAsync();
        await AssertRefusedAsync(ExitCode.Usage, plan, "--replace", TestIdentities.Other.Certificate.SerialNumber);
        await AssertRefusedAsync(ExitCode.Usage, await PlanAsync(replaces: false), "--replace", StoppedCopy.OldSerial);
        (await _place.CopyAsync(_folder, "--plan", plan, "--replace", "0" + StoppedCopy.OldSerial.ToLowerInvariant(), "--yes")).Succeeded();
    }

    [Fact]
    public async Task Copy_of_a_plan_that_erases_first_needs_the_option_again()
    {
        await PrepareAsync(options => options with { Memory = StoppedCopy.RoomForOne });
        string plan = await PlanAsync("--allow-gap");
        await AssertRefusedAsync(ExitCode.PlanMismatch, plan);
        CliResult result = (await _place.CopyAsync(_folder, "--plan", plan, "--allow-gap", "--yes")).Succeeded();

        Assert.Contains("ERASED FIRST", result.Output, StringComparison.Ordinal);
        Assert.Equal([StoppedCopy.NewSerial], await _place.SerialsAsync());
    }

    [Fact]
    public async Task Copy_of_a_plan_that_cannot_be_carried_out_is_refused()
    {
        await PrepareAsync(options => options with { Memory = StoppedCopy.RoomForOne });
        string plan = await PlanAsync();
        await AssertRefusedAsync(ExitCode.TokenFull, plan);
        CliResult refused = await _place.CopyAsync(_folder, "--plan", plan, "--yes", "--lang", "en");
        Assert.Matches("Needed: [0-9]+,[0-9]{3} bytes, free: [0-9]+,[0-9]{3}[.]", refused.Error);
    }

    [Fact]
    public async Task Copy_reads_a_plan_in_UTF_16()
    {
        await PrepareAsync();
        string plan = await PlanAsync();
        await File.WriteAllTextAsync(
            plan,
            await File.ReadAllTextAsync(plan, TestContext.Current.CancellationToken),
            Encoding.Unicode,
            TestContext.Current.CancellationToken);
        (await _place.CopyAsync(_folder, "--plan", plan, "--yes")).Succeeded();
    }

    public void Dispose() => _place.Dispose();

    private async Task PrepareAsync(Func<Simulator.SimulatedTokenOptions, Simulator.SimulatedTokenOptions>? with = null)
    {
        _place.CreateToken(with: with);
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Older), "--yes")).Succeeded();
        _folder = _place.WriteFolder(TestIdentities.Current);
    }

    private Task<string> PlanAsync(params string[] more) => PlanAsync(replaces: true, more);

    private async Task<string> PlanAsync(bool replaces, params string[] more)
    {
        CliResult made = (await _place.RunAsync(
            ["plan", _folder, "--password-file", _place.PasswordFile, "--simulator", _place.Simulator, "--json",
                .. replaces ? (string[])["--replace", StoppedCopy.OldSerial] : [], .. more])).Succeeded();
        return _place.Write(Guid.NewGuid().ToString("N"), made.Output);
    }

    private async Task AssertRefusedAsync(ExitCode code, string plan, params string[] more)
    {
        IReadOnlyList<string> before = _place.Objects();
        CliResult result = await _place.CopyAsync(_folder, ["--plan", plan, "--yes", .. more]);

        Assert.True(code == result.Code, $"{result.Code}: {result.Error}{result.Output}");
        Assert.Equal(before, _place.Objects());
    }
}
