using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BioToken.Cli.Errors;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator;
using BioToken.Simulator.Cryptoki;

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
    public async Task A_label_that_had_to_be_cut_names_its_token()
    {
        const string Label = "한국전자조달 입찰 담당";
        (await CreateAsync("bio-seal", "--label", Label)).Succeeded();

        (await _place.RunAsync("sim", "show", _place.Simulator, "--token", Label)).Succeeded();
        (await _place.RunAsync("status", "--simulator", _place.Simulator, "--token", Label)).Succeeded();
        Assert.Equal(ExitCode.SimulatorTokenExists, (await CreateAsync("bio-seal", "--label", Label)).Code);
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

    [Theory]
    [InlineData("--memory", "1048577", "1048576")]
    [InlineData("--memory", "0", "1048576")]
    [InlineData("--objects", "0", "1")]
    [InlineData("--objects", "9999999999", "1")]
    [InlineData("--session-objects", "1000001", "1000000")]
    [InlineData("--finger-tries", "0", "1")]
    public async Task Create_with_an_impossible_number_names_the_option_and_what_it_takes(string option, string number, string limit)
    {
        CliResult result = await CreateAsync("bio-hsm", option, number);
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains(option, result.Error, StringComparison.Ordinal);
        Assert.Contains(limit, result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_place.Simulator));
    }

    [Theory]
    [InlineData("--pin-file", "A PIN of")]
    [InlineData("--so-pin-file", "security officer")]
    public async Task Create_with_a_PIN_of_a_wrong_length_says_which(string option, string expected)
    {
        string file = _place.Write("short", "12");
        CliResult result = await _place.RunAsync(
            ["sim", "create", _place.Simulator, "--vendor", "bio-hsm", .. option == "--pin-file" ? [] : new[] { "--pin-file", _place.PinFile }, option, file]);
        Assert.Equal(ExitCode.PinLengthInvalid, result.Code);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_takes_the_largest_numbers()
    {
        CliResult result = (await CreateAsync(
            "bio-hsm", "--memory", "1048576", "--objects", "5000", "--session-objects", "1000000", "--json")).Succeeded();
        JsonElement token = result.Json.GetProperty("tokens")[0];
        Assert.Equal(1048576, token.GetProperty("memoryFree").GetInt32());
        Assert.Equal(5000, token.GetProperty("maxObjects").GetInt32());
        Assert.Equal(1000000, token.GetProperty("maxSessionObjects").GetInt32());
    }

    [Fact]
    public async Task Create_uninitialized_makes_a_token_that_takes_its_first_officers_PIN()
    {
        CliResult result = (await _place.RunAsync(
            "sim", "create", _place.Simulator, "--vendor", "generic", "--uninitialized", "--json")).Succeeded();
        Assert.False(result.Json.GetProperty("tokens")[0].GetProperty("initialized").GetBoolean());
        using TokenSimulator simulator = TokenSimulator.Open(_place.Simulator);
        using SimulatedCryptoki module = simulator.CreateCryptoki();
        module.Initialize();
        Assert.Equal(CKR.OK, module.GetTokenInfo(0, out TokenInfo info));
        Assert.False(info.Flags.HasFlag(TokenFlags.TokenInitialized));
        module.OpenSession(0, SessionFlags.ReadWrite, out nuint session);
        Assert.Equal(CKR.USER_PIN_NOT_INITIALIZED, module.Login(session, CKU.USER, "00000000"u8));
    }

    [Fact]
    public async Task Create_uninitialized_with_a_users_PIN_is_refused()
    {
        CliResult result = await CreateAsync("generic", "--uninitialized");
        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("--so-pin-file", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_with_an_officers_PIN_sets_it()
    {
        (await CreateAsync("generic", "--so-pin-file", _place.Write("so", "86420975"))).Succeeded();
        using TokenSimulator simulator = TokenSimulator.Open(_place.Simulator);
        using SimulatedCryptoki module = simulator.CreateCryptoki();
        module.Initialize();
        module.OpenSession(0, SessionFlags.ReadWrite, out nuint session);
        Assert.Equal(CKR.OK, module.Login(session, CKU.SO, "86420975"u8));
    }

    [Fact]
    public async Task Create_with_an_empty_slot_leaves_the_token_beside_it()
    {
        (await CreateAsync("generic", "--empty-slot")).Succeeded();
        Assert.False(_place.Token().IsInserted);
        (await _place.RunAsync("sim", "insert", _place.Simulator)).Succeeded();
        Assert.True(_place.Token().IsInserted);
    }

    [Theory]
    [InlineData("sim", "show")]
    [InlineData("sim", "touch")]
    [InlineData("sim", "create", "--vendor", "generic", "--pin-file")]
    [InlineData("list", "--simulator")]
    [InlineData("certificates", "--simulator")]
    public async Task A_directory_of_another_user_is_refused_with_a_reason(params string[] command)
    {
        Assert.SkipUnless(Environment.UserName == "root" && OperatingSystem.IsLinux(), "Only root can give a directory away.");
        _place.CreateToken();
        (await Tool.RunAsync("chown", ["65534", _place.Simulator])).Succeeded();
        string[] more = command[^1] == "--pin-file" ? [_place.PinFile] : [];
        CliResult result = await _place.RunAsync([.. command[..2], _place.Simulator, .. command[2..], .. more]);
        Assert.Equal(ExitCode.SimulatorDamaged, result.Code);
        Assert.Contains("another user", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"iterations\":10000", "\"iterations\":2000000000")]
    [InlineData("\"triesLeft\":5", "\"triesLeft\":-3")]
    [InlineData("\"script\":\"\"", "\"script\":\"dance\"")]
    [InlineData("\"patience\":\"00:01:00\"", "\"patience\":\"-00:01:00\"")]
    public async Task A_token_with_an_impossible_value_is_damaged_for_every_command(string written, string changed)
    {
        _place.CreateToken("bio-seal");
        string path = Path.Combine(_place.Simulator, _place.Token().SerialNumber, "state");
        string text = Encoding.UTF8.GetString(File.ReadAllBytes(path).AsSpan(56));
        Assert.Contains(written, text, StringComparison.Ordinal);
        WriteState(path, text.Replace(written, changed, StringComparison.Ordinal));

        foreach (string[] command in new[] { ["show"], ["touch"], ["reset"], new[] { "remove" } })
            Assert.Equal(ExitCode.SimulatorDamaged, (await _place.RunAsync(["sim", command[0], _place.Simulator])).Code);
        CliResult list = await _place.RunAsync("certificates", "--simulator", _place.Simulator, "--pin-file", _place.PinFile);
        Assert.DoesNotContain((int)list.Code, new[] { (int)ExitCode.Ok, (int)ExitCode.Unexpected });
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
        Assert.Equal(
            ExitCode.Usage, (await _place.RunAsync("certificates", "--simulator", _place.Simulator, "--fingerprint-timeout", "long")).Code);
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

    [Theory]
    [InlineData("enroll")]
    [InlineData("enrol")]
    public async Task Enroll_adds_a_finger_in_either_spelling(string command)
    {
        _place.CreateToken("bio-seal");
        (await _place.RunAsync("sim", command, _place.Simulator, "--finger", "7")).Succeeded();
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
            "Fault plan: C_Login#1 before CKR_DEVICE_ERROR; C_Sign#* delay 1s (calls counted: 1, 0)", shown, StringComparison.Ordinal);
        JsonElement token = (await _place.RunAsync("sim", "faults", _place.Simulator, "", "--json"))
            .Succeeded().Json.GetProperty("tokens")[0];
        Assert.Equal("", token.GetProperty("faults").GetString());
        Assert.Equal(0, token.GetProperty("faultCalls").GetArrayLength());
        (await _place.RunAsync("certificates", "--simulator", _place.Simulator, "--pin-file", _place.PinFile)).Succeeded();
    }

    [Fact]
    public async Task Reset_gives_tries_back()
    {
        _place.CreateToken(with: options => options with { MaxPinAttempts = 3 });
        Assert.Equal(
            ExitCode.PinIncorrect,
            (await _place.RunAsync("certificates", "--simulator", _place.Simulator,
                "--pin-file", _place.Write("wrong", "99999999"))).Code);
        Assert.Equal(2, _place.Token().PinAttemptsRemaining);
        (await _place.RunAsync("sim", "reset", _place.Simulator)).Succeeded();
        Assert.Equal(3, _place.Token().PinAttemptsRemaining);
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

    /// <summary>Writes a text to a state file with a correct checksum: 24 bytes of header, SHA-256 of header and text, the text.</summary>
    private static void WriteState(string path, string text)
    {
        byte[] payload = Encoding.UTF8.GetBytes(text);
        byte[] header = File.ReadAllBytes(path)[..24];
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(20), payload.Length);
        File.WriteAllBytes(path, [.. header, .. SHA256.HashData([.. header, .. payload]), .. payload]);
    }

    private Task<CliResult> CreateAsync(string vendor, params string[] more)
        => _place.RunAsync(["sim", "create", _place.Simulator, "--vendor", vendor, "--pin-file", _place.PinFile, .. more]);
}
