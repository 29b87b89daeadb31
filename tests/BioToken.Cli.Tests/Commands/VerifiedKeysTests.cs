using System.Text.Json;
using BioToken.Simulator.Faults;
using BioToken.Writing;

namespace BioToken.Cli.Tests;

/// <summary>The reported verification of keys matches the verification that was made.</summary>
public sealed class VerifiedKeysTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public async Task Copy_says_how_each_key_was_verified()
    {
        _place.CreateToken();
        string folder = _place.WriteFolder(TestIdentities.Current);
        CliResult text = (await _place.CopyAsync(folder, "--yes")).Succeeded();
        CliResult json = (await _place.CopyAsync(folder, "--yes", "--json")).Succeeded();

        Assert.Contains("5A0E2C9F was copied to the token and verified with a test signature", text.Output, StringComparison.Ordinal);
        Assert.Contains("5A0E2CA0 was verified with a test decryption", text.Output, StringComparison.Ordinal);
        Assert.Equal([("5A0E2C9F", "signature"), ("5A0E2CA0", "decryption")], VerifiedIn(json));
    }

    [Fact]
    public async Task Copy_says_it_once()
    {
        _place.CreateToken();
        CliResult result = (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();

        Assert.DoesNotContain("was verified with", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, result.Output.Split("5A0E2CA0").Length - 1);
    }

    [Fact]
    public async Task Copy_to_a_token_that_cannot_decrypt_says_that_a_key_was_compared_only()
    {
        _place.CreateToken(with: options => options with { Faults = FaultPlan.Parse("C_DecryptInit#* before CKR_FUNCTION_NOT_SUPPORTED") });
        string folder = _place.WriteFolder(TestIdentities.Current);
        CliResult text = (await _place.CopyAsync(folder, "--yes")).Succeeded();
        CliResult korean = (await _place.CopyAsync(folder, "--yes", "--lang", "ko")).Succeeded();
        CliResult json = (await _place.CopyAsync(folder, "--yes", "--json")).Succeeded();

        Assert.Contains("only its public key was compared", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("test decryption", text.Output, StringComparison.Ordinal);
        Assert.Contains("공개키만 비교", korean.Output, StringComparison.Ordinal);
        Assert.Equal([("5A0E2C9F", "signature"), ("5A0E2CA0", "comparison")], VerifiedIn(json));
    }

    [Fact]
    public async Task Resume_that_writes_says_how_each_key_was_verified()
    {
        await StoppedCopy.MakeAsync(_place, InterruptedWriteState.Gap);
        CliResult result = (await ResumeAsync()).Succeeded();

        Assert.Contains("5A0E2C9F was verified with a test signature", result.Output, StringComparison.Ordinal);
        Assert.Contains("5A0E2CA0 was verified with a test decryption", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_that_only_erases_claims_no_verification()
    {
        await StoppedCopy.MakeAsync(_place, InterruptedWriteState.AfterCommit);
        CliResult result = (await ResumeAsync("--json")).Succeeded();

        Assert.Equal("completed", result.Json.GetProperty("outcome").GetString());
        Assert.Empty(VerifiedIn(result));
    }

    [Fact]
    public async Task Copy_that_only_finishes_an_earlier_one_claims_no_verification()
    {
        string folder = await StoppedCopy.MakeAsync(_place, InterruptedWriteState.AfterCommit);
        CliResult result = (await _place.CopyAsync(folder, "--replace", StoppedCopy.OldSerial, "--yes")).Succeeded();

        Assert.Contains("5A0E2C9F was copied to the token.", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("test signature", result.Output, StringComparison.Ordinal);
        Assert.Equal([StoppedCopy.NewSerial], await _place.SerialsAsync());
    }

    [Fact]
    public async Task A_certificate_without_R_is_copied_with_a_warning_and_replaces_one_with_R_only_by_option()
    {
        _place.CreateToken();
        string folder = _place.WriteFolder(TestIdentities.WithoutR);
        string[] arguments = _place.CopyArguments(folder, "--replace", StoppedCopy.OldSerial, "--allow-missing-r", "--yes");
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Older), "--yes")).Succeeded();
        CliResult beside = (await _place.CopyAsync(folder, "--yes")).Succeeded();
        string serial = TestIdentities.WithoutR.Certificate.SerialNumber;
        (await _place.RunAsync("erase", serial, "--simulator", _place.Simulator, "--pin-file", _place.PinFile, "--yes")).Succeeded();
        CliResult plan = (await _place.RunAsync(["plan", .. arguments[1..]])).Succeeded();
        CliResult replaced = (await _place.RunAsync(arguments)).Succeeded();

        foreach (CliResult result in new[] { beside, plan, replaced })
            Assert.Contains("identity checks", result.Output, StringComparison.Ordinal);
        Assert.Equal([serial], await _place.SerialsAsync());
    }

    public void Dispose() => _place.Dispose();

    private static (string, string)[] VerifiedIn(CliResult result)
    {
        JsonElement verified = result.Json.GetProperty("verified");
        return [.. verified.EnumerateArray().Select(
            key => (key.GetProperty("serialNumber").GetString()!, key.GetProperty("by").GetString()!))];
    }

    private Task<CliResult> ResumeAsync(params string[] more) => _place.RunAsync(
        ["resume", "--simulator", _place.Simulator, "--password-file", _place.PasswordFile, "--pin-file", _place.PinFile, "--yes", .. more]);
}
