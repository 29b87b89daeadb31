using System.Text.Json;
using BioToken.Pkcs11;
using BioToken.Simulator;

namespace BioToken.Cli.Tests;

public sealed class SimCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public async Task Create_makes_a_token_with_the_PIN_of_the_file()
    {
        CliResult result = (await CreateAsync("bio-seal", "--label", "회사 토큰", "--memory", "30000", "--json")).Succeeded();

        JsonElement token = result.Json.GetProperty("tokens")[0];
        Assert.Equal("SIMULATED 회사 토큰", token.GetProperty("label").GetString());
        Assert.Equal(30000, token.GetProperty("memoryFree").GetInt32());
        (await _place.RunAsync("certificates", "--simulator", _place.Simulator, "--pin-file", _place.PinFile)).Succeeded();
    }

    [Theory]
    [InlineData("bio-seal")]
    [InlineData("bio-hsm")]
    [InlineData("smart-bt")]
    [InlineData("asam2072fp")]
    [InlineData("biosign2")]
    [InlineData("ksid")]
    [InlineData("biomini")]
    [InlineData("generic")]
    public async Task Create_every_vendor(string vendor)
    {
        (await CreateAsync(vendor)).Succeeded();
        Assert.Equal(vendor, _place.Token().Vendor);
    }

    [Fact]
    public async Task Create_with_all_steps_makes_a_token_that_one_login_does_not_open()
    {
        (await CreateAsync("bio-hsm", "--all-steps")).Succeeded();
        using TokenSimulator simulator = TokenSimulator.Open(_place.Simulator);
        using SimulatedCryptoki module = simulator.CreateCryptoki();
        module.Initialize();
        module.OpenSession(0, SessionFlags.None, out nuint session);
        Assert.Equal(CKR.OK, module.LoginOnDevice(session, CKU.USER));
        module.GetSessionInfo(session, out SessionInfo info);
        Assert.Equal(CKS.RO_PUBLIC_SESSION, info.State);
    }

    [Fact]
    public async Task Create_with_a_grace_makes_a_token_that_asks_once()
    {
        (await CreateAsync("bio-hsm", "--finger-grace", "60")).Succeeded();
        _place.SetScript("right, wrong*9");
        using TokenSimulator simulator = TokenSimulator.Open(_place.Simulator);
        using SimulatedCryptoki module = simulator.CreateCryptoki();
        module.Initialize();
        for (int login = 0; login < 2; login++)
        {
            module.OpenSession(0, SessionFlags.None, out nuint session);
            Assert.Equal(CKR.OK, module.LoginOnDevice(session, CKU.USER));
            module.CloseSession(session);
        }
    }

    [Theory]
    [InlineData("--finger-grace", "0")]
    [InlineData("--finger-grace", "3601")]
    [InlineData("--finger-grace", "soon")]
    [InlineData("--memory", "0")]
    [InlineData("--pin-tries", "many")]
    public async Task Create_with_an_impossible_number_is_refused(string option, string number)
    {
        CliResult result = await CreateAsync("bio-hsm", option, number);
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains(number, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Touch_with_what_is_no_number_is_refused()
    {
        _place.CreateToken();
        Assert.Equal(ExitCode.Usage, (await _place.RunAsync("sim", "touch", _place.Simulator, "--finger", "thumb")).Code);
    }

    [Fact]
    public async Task Patience_that_is_no_number_is_refused()
    {
        _place.CreateToken();
        Assert.Equal(ExitCode.Usage, (await _place.RunAsync("certificates", "--simulator", _place.Simulator, "--patience", "long")).Code);
    }

    [Fact]
    public async Task Remove_and_insert_change_what_is_plugged_in()
    {
        _place.CreateToken();
        (await _place.RunAsync("sim", "remove", _place.Simulator)).Succeeded();
        Assert.False(_place.Token().IsInserted);
        (await _place.RunAsync("sim", "insert", _place.Simulator)).Succeeded();
        Assert.True(_place.Token().IsInserted);
    }

    [Fact]
    public async Task Enrol_adds_a_finger()
    {
        _place.CreateToken("bio-seal");
        (await _place.RunAsync("sim", "enrol", _place.Simulator, "--finger", "7")).Succeeded();
        Assert.Contains(7, _place.Token().Fingers);
    }

    [Fact]
    public async Task Script_is_kept_until_it_is_used()
    {
        _place.CreateToken("bio-seal");
        (await _place.RunAsync("sim", "script", _place.Simulator, "wrong, right")).Succeeded();
        Assert.Equal("wrong, right", _place.Token().Script);
    }

    [Fact]
    public async Task Faults_are_kept_shown_with_their_counts_and_ended()
    {
        _place.CreateToken();
        (await _place.RunAsync("sim", "faults", _place.Simulator, "Login#1 before CKR_DEVICE_ERROR; C_Sign#* delay 1s")).Succeeded();
        CliResult failed = await _place.RunAsync("certificates", "--simulator", _place.Simulator, "--pin-file", _place.PinFile);
        Assert.Equal(ExitCode.LoginRefused, failed.Code);
        string shown = (await _place.RunAsync("sim", "show", _place.Simulator, "--lang", "en")).Succeeded().Output;
        Assert.Contains(
            "Faults: C_Login#1 before CKR_DEVICE_ERROR; C_Sign#* delay 1s (calls counted: 1, 0)", shown, StringComparison.Ordinal);
        JsonElement token = (await _place.RunAsync("sim", "faults", _place.Simulator, "", "--json")).Succeeded().Json.GetProperty("tokens")[0];
        Assert.Equal("", token.GetProperty("faults").GetString());
        Assert.Equal(0, token.GetProperty("faultCalls").GetArrayLength());
        (await _place.RunAsync("certificates", "--simulator", _place.Simulator, "--pin-file", _place.PinFile)).Succeeded();
    }

    [Fact]
    public async Task Reset_gives_tries_back()
    {
        _place.CreateToken(with: options => options with { PinTries = 3 });
        Assert.Equal(
            ExitCode.PinIncorrect,
            (await _place.RunAsync("certificates", "--simulator", _place.Simulator,
                "--pin-file", _place.Write("wrong", "99999999"))).Code);
        Assert.Equal(2, _place.Token().PinTriesLeft);
        (await _place.RunAsync("sim", "reset", _place.Simulator)).Succeeded();
        Assert.Equal(3, _place.Token().PinTriesLeft);
    }

    [Fact]
    public async Task Reset_factory_erases_everything()
    {
        _place.CreateToken();
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Other), "--yes")).Succeeded();
        (await _place.RunAsync("sim", "reset", _place.Simulator, "--factory")).Succeeded();
        Assert.Empty(_place.Objects());
    }

    [Fact]
    public async Task Touch_answers_a_login_that_waits()
    {
        _place.CreateToken("bio-seal");
        _place.SetScript("wait");
        Task<CliResult> login = _place.RunAsync("certificates", "--simulator", _place.Simulator, "--pin-file", _place.PinFile);
        while (!_place.Token().IsWaitingForFinger && !login.IsCompleted)
            await Task.Yield();
        (await _place.RunAsync("sim", "touch", _place.Simulator, "--finger", "2")).Succeeded();
        (await login).Succeeded();
    }

    [Fact]
    public async Task Show_lists_objects_without_values()
    {
        _place.CreateToken();
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
        CliResult json = (await _place.RunAsync("sim", "show", _place.Simulator, "--json")).Succeeded();
        CliResult text = (await _place.RunAsync("sim", "show", _place.Simulator)).Succeeded();

        Assert.Equal(7, json.Json.GetProperty("tokens")[0].GetProperty("objects").GetArrayLength());
        Assert.Contains("private key", text.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();

    private Task<CliResult> CreateAsync(string vendor, params string[] more)
        => _place.RunAsync(["sim", "create", _place.Simulator, "--vendor", vendor, "--pin-file", _place.PinFile, .. more]);
}
