using BioToken.Cli.Errors;
using BioToken.Cli.Output.Text;
using BioToken.Writing;

namespace BioToken.Cli.Tests;

/// <summary>While a gap is open on a token, the only possible operation is closing it.</summary>
public sealed class OpenGapTests : IDisposable
{
    private readonly Workplace _place = new();

    public static TheoryData<string> Commands => ["copy", "plan", "erase", "sign", "certificates"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_refuses_before_the_PIN_and_names_the_next_step(string command)
    {
        string folder = await StoppedCopy.MakeAsync(_place, InterruptedWriteState.Gap);
        _place.Write("pin", "99999999");
        IReadOnlyList<string> before = _place.Objects();
        int[] tries = _place.PinTries();
        string[] arguments = [.. Arguments(command, folder), "--simulator", _place.Simulator, "--pin-file", _place.PinFile];
        CliResult text = await _place.RunAsync(arguments);
        CliResult json = await _place.RunAsync([.. arguments, "--json"]);

        string next = $"biotoken resume --simulator {_place.Simulator} --token {_place.Token().SerialNumber}";
        Assert.Equal(ExitCode.GapOpen, text.Code);
        Assert.Contains(next, text.Error, StringComparison.Ordinal);
        Assert.Equal(next, json.Json.GetProperty("error").GetProperty("nextStep").GetString());
        Assert.Equal(before, _place.Objects());
        Assert.Equal(tries, _place.PinTries());
    }

    [Theory]
    [InlineData(InterruptedWriteState.Gap, "GAP: RESUME IT")]
    [InlineData(InterruptedWriteState.BeforeCommit, "an interrupted copy")]
    public async Task List_still_lists_and_marks_it(InterruptedWriteState state, string mark)
    {
        await StoppedCopy.MakeAsync(_place, state, "A");
        _place.CreateToken(label: "B");
        CliResult text = (await _place.RunAsync("list", "--simulator", _place.Simulator)).Succeeded();
        CliResult json = (await _place.RunAsync("list", "--simulator", _place.Simulator, "--json")).Succeeded();

        Assert.Contains("Interrupted operation: " + mark, text.Output, StringComparison.Ordinal);
        Assert.Equal(
            [("SIMULATED A", JsonName.Of(state)), ("SIMULATED B", null)],
            json.Json.GetProperty("tokens").EnumerateArray().Select(token =>
                (token.GetProperty("label").GetString()!, token.GetProperty("unfinished").GetString())));
    }

    public void Dispose() => _place.Dispose();

    private string[] Arguments(string command, string folder) => command switch
    {
        "copy" or "plan" => [command, folder, "--password-file", _place.PasswordFile, "--yes"],
        "erase" => [command, StoppedCopy.OldSerial, "--yes"],
        "sign" => [command, _place.PasswordFile, "--out", _place.PathOf("signature")],
        _ => [command],
    };
}
