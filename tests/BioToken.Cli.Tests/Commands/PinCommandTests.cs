using BioToken.Cli.Errors;

namespace BioToken.Cli.Tests;

public sealed class PinCommandTests : IDisposable
{
    private const string Wrong = "99999999";
    private const string NewPin = "27182818";

    private readonly Workplace _place = new();

    [Fact]
    public async Task Pin_from_files_is_changed_and_the_new_one_logs_in()
    {
        _place.CreateToken();
        CliResult result = (await _place.RunAsync(
            "pin",
            "--simulator",
            _place.Simulator,
            "--pin-file",
            _place.PinFile,
            "--new-pin-file",
            _place.Write("new", NewPin),
            "--json")).Succeeded();

        Assert.Equal(_place.Token().Label, result.Json.GetProperty("token").GetProperty("label").GetString());
        Assert.Equal(ExitCode.PinIncorrect, (await LoginAsync(_place.PinFile)).Code);
        (await LoginAsync(_place.PathOf("new"))).Succeeded();
    }

    [Fact]
    public async Task Pin_that_is_typed_is_asked_for_once_and_the_new_one_twice()
    {
        _place.CreateToken("bio-seal");
        CliResult result = (await TypeAsync($"{Workplace.Pin}\r{NewPin}\r{Wrong}\r{NewPin}\r{NewPin}\r")).Succeeded();

        Assert.Contains("do not match", result.Error, StringComparison.Ordinal);
        Assert.Contains("was changed", result.Output, StringComparison.Ordinal);
        Assert.Equal(5, _place.Token().PinAttemptsRemaining);
    }

    [Fact]
    public async Task Pin_that_is_wrong_is_asked_for_again_and_the_new_one_is_not()
    {
        _place.CreateToken("bio-seal");
        CliResult result = (await TypeAsync($"{Wrong}\r{NewPin}\r{NewPin}\r{Workplace.Pin}\r")).Succeeded();

        Assert.Contains("4 attempts left", result.Error, StringComparison.Ordinal);
        Assert.Equal(5, _place.Token().PinAttemptsRemaining);
    }

    [Fact]
    public async Task Pin_too_short_for_the_token_is_said_before_anything_is_sent()
    {
        _place.CreateToken("bio-seal");
        CliResult result = await _place.RunAsync(
            "pin", "--simulator", _place.Simulator, "--pin-file", _place.PinFile, "--new-pin-file", _place.Write("new", "1"));

        Assert.Equal(ExitCode.PinLengthInvalid, result.Code);
        Assert.Equal(5, _place.Token().PinAttemptsRemaining);
    }

    [Fact]
    public async Task Pin_is_never_changed_with_the_final_attempt_unasked()
    {
        _place.CreateToken("bio-seal", with: options => options with { MaxPinAttempts = 2 });
        string[] change = ["pin", "--simulator", _place.Simulator, "--pin-file", _place.Write("wrong", Wrong), "--new-pin-file", _place.Write("new", NewPin)];
        Assert.Equal(ExitCode.PinIncorrect, (await _place.RunAsync(change)).Code);

        Assert.Equal(ExitCode.FinalPinAttempt, (await _place.RunAsync(change)).Code);
        Assert.Equal(1, _place.Token().PinAttemptsRemaining);
    }

    public void Dispose() => _place.Dispose();

    private Task<CliResult> LoginAsync(string pinFile)
        => _place.RunAsync("certificates", "--simulator", _place.Simulator, "--pin-file", pinFile);

    private Task<CliResult> TypeAsync(string typed) => _place.RunAsync(new TestTerminal(typed), "pin", "--simulator", _place.Simulator);
}
