using BioToken.Cli.Errors;

namespace BioToken.Cli.Tests;

/// <summary>After a typing error or a wrong finger, the tool prompts again, unless that could lock the token.</summary>
public sealed class AskAgainTests : IDisposable
{
    private const string Wrong = "99999999";

    private readonly Workplace _place = new();

    [Fact]
    public async Task Copy_wrong_password_is_asked_again_any_number_of_times()
    {
        _place.CreateToken();
        string folder = _place.WriteFolder(TestIdentities.Current);
        CliResult result = await TypeAsync(
            $"no\rno\rno\rno\rno\rno\r{Workplace.Password}\r",
            "copy", folder, "--simulator", _place.Simulator, "--pin-file", _place.PinFile, "--yes");

        result.Succeeded();
        Assert.Equal(7, Count(result.Error, "Certificate password:"));
    }

    [Fact]
    public async Task Copy_wrong_password_of_a_file_ends_it()
    {
        _place.CreateToken();
        CliResult result = await TypeAsync(
            "",
            "copy",
            _place.WriteFolder(TestIdentities.Current),
            "--simulator",
            _place.Simulator,
            "--password-file",
            _place.Write("no", "no"));
        Assert.Equal(ExitCode.PasswordIncorrect, result.Code);
    }

    [Fact]
    public async Task Password_change_asks_again_for_what_was_typed_wrong()
    {
        string folder = _place.WriteFolder(TestIdentities.Current);
        CliResult result = await TypeAsync(
            $"no\r{Workplace.Password}\rweak\rNew!pass2026\rNew!pass2027\rNew!pass2026\rNew!pass2026\r", "npki", "password", folder);

        result.Succeeded();
        Assert.Contains("do not match", result.Error, StringComparison.Ordinal);
        (await _place.RunAsync("npki", "show", folder, "--password-file", _place.Write("new", "New!pass2026"))).Succeeded();
    }

    [Fact]
    public async Task Wrong_PIN_is_asked_again_after_saying_how_many_are_left()
    {
        _place.CreateToken("bio-seal");
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
        CliResult result = (await SignAsync($"{Wrong}\r{Workplace.Pin}\r")).Succeeded();

        int told = result.Error.IndexOf("4 attempts left", StringComparison.Ordinal);
        Assert.True(told > 0 && result.Error.IndexOf("PIN of the token:", told, StringComparison.Ordinal) > told, result.Error);
        Assert.Equal(5, _place.Token().PinAttemptsRemaining);
    }

    [Fact]
    public async Task Wrong_PIN_is_never_asked_again_for_the_final_attempt()
    {
        _place.CreateToken("bio-seal", with: options => options with { MaxPinAttempts = 3 });
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
        CliResult result = await SignAsync($"{Wrong}\r{Wrong}\r");

        Assert.Equal(ExitCode.PinIncorrect, result.Code);
        Assert.Equal(2, Count(result.Error, "PIN of the token:"));
        Assert.Equal(1, _place.Token().PinAttemptsRemaining);
    }

    [Fact]
    public async Task Empty_PIN_is_asked_again()
    {
        _place.CreateToken("bio-seal");
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
        (await SignAsync($"\r1\r{Workplace.Pin}\r")).Succeeded();
        Assert.Equal(5, _place.Token().PinAttemptsRemaining);
    }

    [Theory]
    [InlineData("bio-seal", 1)]
    [InlineData("bio-hsm", 1)]
    [InlineData("smart-bt", 2)]
    [InlineData("asam2072fp", 1)]
    public async Task Wrong_finger_is_asked_again(string vendor, int pins)
    {
        _place.CreateToken(vendor);
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
        _place.SetScript("wrong, right, right");
        CliResult result = (await SignAsync(string.Concat(Enumerable.Repeat(Workplace.Pin + "\r", pins)))).Succeeded();

        Assert.Contains("does not match", result.Error, StringComparison.Ordinal);
        Assert.Equal(pins, Count(result.Error, "PIN of the token:"));
        Assert.Equal(5, _place.Token().FingerprintAttemptsRemaining);
    }

    [Fact]
    public async Task Wrong_fingers_end_when_the_token_blocks()
    {
        _place.CreateToken("bio-seal");
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
        _place.SetScript("wrong*9");
        CliResult result = await SignAsync(Workplace.Pin + "\r");

        Assert.Equal(0, _place.Token().FingerprintAttemptsRemaining);
        Assert.True(result.Code is ExitCode.FingerprintBlocked or ExitCode.FingerprintMismatch, result.Error);
    }

    [Theory]
    [InlineData("7\r1\r", ExitCode.Ok, 2)]
    [InlineData("0\rtwo\r9\r", ExitCode.Declined, 3)]
    [InlineData("8\r\r", ExitCode.Declined, 2)]
    [InlineData("\r", ExitCode.Declined, 1)]
    public async Task Choice_out_of_range_is_asked_again(string keys, object code, int questions)
    {
        _place.CreateToken();
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Older), "--yes")).Succeeded();
        CliResult result = await TypeAsync(keys, _place.CopyArguments(_place.WriteFolder(TestIdentities.Current)));

        Assert.Equal(code, result.Code);
        Assert.Equal(questions, Count(result.Error, "[1-3]"));
        Assert.Equal(code is ExitCode.Ok ? StoppedCopy.NewSerial : StoppedCopy.OldSerial, Assert.Single(await _place.SerialsAsync()));
    }

    [Theory]
    [InlineData("13572468\r13572468\r", 0)]
    [InlineData("13572468\r13572469\r13572468\r13572468\r", 1)]
    public async Task New_PIN_is_typed_twice(string keys, int differences)
    {
        CliResult result = (await TypeAsync(keys, "sim", "create", _place.Simulator, "--vendor", "bio-seal")).Succeeded();

        Assert.Equal(differences, Count(result.Error, "do not match"));
        Assert.Equal(1 + differences, Count(result.Error, "once more:"));
        (await _place.RunAsync("certificates", "--simulator", _place.Simulator, "--pin-file", _place.PinFile)).Succeeded();
    }

    [Fact]
    public async Task New_PIN_of_a_wrong_length_is_asked_again_at_once()
    {
        CliResult result = (await TypeAsync("1\r13572468\r13572468\r", "sim", "create", _place.Simulator, "--vendor", "bio-seal"))
            .Succeeded();
        Assert.Equal(1, Count(result.Error, "8 to 32 bytes"));
    }

    public void Dispose() => _place.Dispose();

    private Task<CliResult> TypeAsync(string keys, params string[] arguments) => _place.RunAsync(
        new TestTerminal(keys) { OnOutOfKeys = static () => throw new InvalidOperationException("There was one question more.") },
        arguments);

    private Task<CliResult> SignAsync(string keys)
        => TypeAsync(keys, "sign", _place.PasswordFile, "--out", _place.PathOf("signature"), "--simulator", _place.Simulator);

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
