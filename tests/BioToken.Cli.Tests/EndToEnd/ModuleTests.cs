using BioToken.Cli.Errors;
using BioToken.Simulator;
using BioToken.Simulator.Faults;
using BioToken.Testing;

namespace BioToken.Cli.Tests;

/// <summary>The built tool with modules and slots that fail, and on systems without ICU.</summary>
public sealed class ModuleTests : IDisposable
{
    private readonly Workplace _place = new();

    [Theory]
    [InlineData("en", "could not load")]
    [InlineData("ko", "불러올 수 없습니다")]
    public async Task A_driver_that_lacks_a_library_names_it_in_text_and_JSON(string language, string words)
    {
        using TemporaryFolder folder = new();
        string? driver = BrokenLibrary.Build(folder);
        Assert.SkipWhen(driver is null, "There is no C compiler of a Unix system.");

        CliResult text = await _place.RunAsync("list", "--module", driver, "--lang", language);
        CliResult json = await _place.RunAsync("list", "--module", driver, "--lang", language, "--json");

        Assert.Equal(ExitCode.ModuleInvalid, text.Code);
        Assert.Contains(words, text.Error, StringComparison.Ordinal);
        Assert.Contains(BrokenLibrary.Missing, text.Error, StringComparison.Ordinal);
        Assert.Contains(BrokenLibrary.Missing, json.Json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_names_a_slot_that_cannot_be_read_and_lists_the_others()
    {
        _place.CreateToken();
        SimulatedToken bad = _place.CreateToken(with: options => options with { Label = "Bad" });
        using (TokenSimulator simulator = TokenSimulator.Open(_place.Simulator))
            simulator.SetFaults(bad.SerialNumber, FaultPlan.Parse("C_GetTokenInfo#* before CKR_DEVICE_ERROR"));

        CliResult text = (await _place.RunAsync("list", "--simulator", _place.Simulator, "--lang", "en")).Succeeded();
        CliResult json = (await _place.RunAsync("list", "--simulator", _place.Simulator, "--json")).Succeeded();

        Assert.Contains("Slot 1 of SIMULATED cannot be read", text.Error, StringComparison.Ordinal);
        Assert.Contains("CKR_DEVICE_ERROR", text.Error, StringComparison.Ordinal);
        Assert.Equal(1, json.Json.GetProperty("tokens").GetArrayLength());
        System.Text.Json.JsonElement skipped = Assert.Single(json.Json.GetProperty("skipped").EnumerateArray());
        Assert.Equal(1, skipped.GetProperty("slot").GetInt32());
        Assert.Equal("moduleError", skipped.GetProperty("code").GetString());
        Assert.Equal("C_GetTokenInfo", skipped.GetProperty("function").GetString());
    }

    [Theory]
    [InlineData("--lang ko", "C.UTF-8", "보안토큰이 연결되어 있지 않습니다")]
    [InlineData("--lang en", "ko_KR.UTF-8", "No token is plugged in")]
    [InlineData("", "ko_KR.UTF-8", "보안토큰이 연결되어 있지 않습니다")]
    [InlineData("", "C.UTF-8", "No token is plugged in")]
    public async Task Texts_are_there_in_both_languages_without_ICU(string language, string locale, string words)
    {
        _place.CreateToken(with: options => options with { IsInserted = false });

        CliResult result = await Tool.RunAsync(
            Tool.BioToken,
            ["list", "--simulator", _place.Simulator, .. language.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            input: null,
            ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1"),
            ("LC_ALL", null),
            ("LC_MESSAGES", null),
            ("LANG", locale),
            _place.State);

        result.Succeeded();
        Assert.Contains(words, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_works_without_ICU()
    {
        _place.CreateToken("bio-seal");

        CliResult result = await Tool.RunAsync(
            Tool.BioToken,
            [.. _place.CopyArguments(_place.WriteFolder(TestIdentities.Other), "--yes"), "--lang", "ko"],
            input: null,
            ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1"),
            _place.State);

        result.Succeeded();
        Assert.NotEmpty(_place.Objects());
    }

    public void Dispose() => _place.Dispose();
}
