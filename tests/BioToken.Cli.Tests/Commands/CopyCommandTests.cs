using BioToken.Cli.Errors;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator;
using BioToken.Vendors;

namespace BioToken.Cli.Tests;

public sealed class CopyCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public async Task Copy_writes_certificate_keys_and_R()
    {
        _place.CreateToken("bio-seal");
        CliResult result = (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();

        Assert.Contains("To be erased: nothing", result.Output, StringComparison.Ordinal);
        Assert.Contains("no longer used", result.Output, StringComparison.Ordinal);
        Assert.Contains("Place your finger", result.Error, StringComparison.Ordinal);
        Assert.Equal(
            [CKO.CERTIFICATE, CKO.CERTIFICATE, CKO.DATA, CKO.PRIVATE_KEY, CKO.PRIVATE_KEY, CKO.PUBLIC_KEY, CKO.PUBLIC_KEY],
            _place.Token().Objects.Select(o => o.Class).OrderBy(c => c.ToString(), StringComparer.Ordinal));
    }

    [Fact]
    public async Task Copy_to_every_vendor_asks_in_its_own_order()
    {
        string folder = _place.WriteFolder(TestIdentities.Other);
        foreach (string vendor in VendorCatalog.Default.Profiles.Select(profile => profile.Id))
        {
            _place.CreateToken(vendor, vendor);
            (await _place.CopyAsync(folder, "--yes", "--token", vendor)).Succeeded();
        }
    }

    [Fact]
    public async Task Copy_json_prints_one_document_and_no_secret()
    {
        _place.CreateToken("bio-seal");
        CliResult result = (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes", "--json")).Succeeded();

        Assert.Equal("5A0E2C9F", result.Json.GetProperty("written").GetProperty("serialNumber").GetString());
        Assert.Equal("bio-seal", result.Json.GetProperty("token").GetProperty("vendor").GetString());
        string all = result.Output + result.Error;
        Assert.DoesNotContain(Workplace.Pin, all, StringComparison.Ordinal);
        Assert.DoesNotContain(Workplace.Password, all, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString(TestIdentities.Current.PrivateKey.RandomValue), all, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Copy_same_certificate_again_with_yes_replaces_it()
    {
        _place.CreateToken();
        string folder = _place.WriteFolder(TestIdentities.Current);
        (await _place.CopyAsync(folder, "--yes")).Succeeded();
        IReadOnlyList<string> before = _place.Objects();
        CliResult again = (await _place.CopyAsync(folder, "--yes", "--json")).Succeeded();

        Assert.Equal("5A0E2C9F", again.Json.GetProperty("erased").GetProperty("serialNumber").GetString());
        Assert.Equal(before.Count, _place.Objects().Count);
        Assert.NotEqual(before, _place.Objects());
    }

    [Fact]
    public async Task Copy_beside_an_older_one_names_the_option_that_replaces_it()
    {
        _place.CreateToken();
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Older), "--yes")).Succeeded();
        CliResult result = (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();

        Assert.Contains("--replace 4B000001", result.Output, StringComparison.Ordinal);
        Assert.Equal(["4B000001", "5A0E2C9F"], await _place.SerialsAsync());
    }

    [Theory]
    [InlineData("4b000001")]
    [InlineData("0004B000001")]
    public async Task Copy_replace_erases_the_old_one(string serial)
    {
        _place.CreateToken();
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Other), "--yes")).Succeeded();
        IReadOnlyList<string> foreign = _place.Objects();
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Older), "--yes")).Succeeded();
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--replace", serial, "--yes")).Succeeded();

        Assert.Equal(
            new[] { "5A0E2C9F", TestIdentities.Other.Certificate.SerialNumber }.Order(StringComparer.Ordinal), await _place.SerialsAsync());
        Assert.Subset(_place.Objects().ToHashSet(), foreign.ToHashSet());
    }

    [Fact]
    public async Task Copy_person_says_yes_and_types_password_and_PIN()
    {
        _place.CreateToken();
        TestTerminal terminal = new($"{Workplace.Password}\ry\r{Workplace.Pin}\r");
        CliResult result = await _place.RunAsync(
            terminal, "copy", _place.WriteFolder(TestIdentities.Current), "--simulator", _place.Simulator);

        result.Succeeded();
        Assert.DoesNotContain(Workplace.Pin, result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Workplace.Password, result.Output + result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("n\r")]
    [InlineData("\r")]
    [InlineData("\e")]
    public async Task Copy_person_says_no_and_nothing_changes(string answer)
    {
        SimulatedToken before = _place.CreateToken();
        CliResult result = await _place.RunAsync(
            new TestTerminal(answer), _place.CopyArguments(_place.WriteFolder(TestIdentities.Current)));

        Assert.Equal(ExitCode.Declined, result.Code);
        Assert.Empty(_place.Objects());
        Assert.Equal(before.PinAttemptsRemaining, _place.Token().PinAttemptsRemaining);
    }

    [Fact]
    public async Task Copy_same_certificate_asks_in_the_words_people_know()
    {
        _place.CreateToken();
        string folder = _place.WriteFolder(TestIdentities.Current);
        (await _place.CopyAsync(folder, "--yes")).Succeeded();
        CliResult result = await _place.RunAsync(new TestTerminal("ㅛ\r"), _place.CopyArguments(folder, "--lang", "ko"));

        result.Succeeded();
        Assert.Contains("동일한 인증서가 해당 저장매체에 있습니다. 바꾸시겠습니까?", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1\r", ExitCode.Ok, "5A0E2C9F")]
    [InlineData("2\r", ExitCode.Ok, "4B000001", "5A0E2C9F")]
    [InlineData("3\r", ExitCode.Declined, "4B000001")]
    [InlineData("x\r\r", ExitCode.Declined, "4B000001")]
    public async Task Copy_beside_an_older_one_offers_the_choice(string answer, object code, params string[] serials)
    {
        _place.CreateToken();
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Older), "--yes")).Succeeded();
        CliResult result = await _place.RunAsync(
            new TestTerminal(answer), _place.CopyArguments(_place.WriteFolder(TestIdentities.Current)));

        Assert.Equal(code, result.Code);
        Assert.Equal(serials, await _place.SerialsAsync());
    }

    [Fact]
    public async Task Copy_without_terminal_and_yes_is_refused_after_the_plan()
    {
        SimulatedToken before = _place.CreateToken();
        CliResult result = await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current));

        Assert.Equal(ExitCode.ConfirmationImpossible, result.Code);
        Assert.Contains("To be written", result.Output, StringComparison.Ordinal);
        Assert.Contains("--yes", result.Error, StringComparison.Ordinal);
        Assert.Empty(_place.Objects());
        Assert.Equal(before.PinAttemptsRemaining, _place.Token().PinAttemptsRemaining);
    }

    [Fact]
    public async Task Copy_reads_password_and_PIN_from_standard_input_by_lines()
    {
        _place.CreateToken();
        TestTerminal terminal = new(input: System.Text.Encoding.UTF8.GetBytes($"{Workplace.Password}\n{Workplace.Pin}\n"));
        CliResult result = await _place.RunAsync(
            terminal,
            "copy", _place.WriteFolder(TestIdentities.Current), "--simulator", _place.Simulator, "--password-file", "-",
            "--pin-file", "-", "--yes");
        result.Succeeded();
    }

    [Fact]
    public async Task Copy_on_a_terminal_shows_live_progress()
    {
        _place.CreateToken("bio-seal");
        CliResult result = await _place.RunAsync(
            new TestTerminal(isLive: true), _place.CopyArguments(_place.WriteFolder(TestIdentities.Current), "--yes"));

        result.Succeeded();
        Assert.Contains("\e[", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', result.Output);
    }

    [Fact]
    public async Task Copy_piped_has_no_control_sequences()
    {
        _place.CreateToken("bio-seal");
        CliResult result = (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
        Assert.DoesNotContain('\e', result.Output + result.Error);
    }

    public void Dispose() => _place.Dispose();
}
