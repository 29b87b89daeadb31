using BioToken.Cli.Errors;
using BioToken.Pkcs11.Constants;
using BioToken.Writing;

namespace BioToken.Cli.Tests;

public sealed class EraseCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public async Task Erase_removes_one_identity_and_leaves_the_rest_byte_for_byte()
    {
        _place.CreateToken();
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Other), "--yes")).Succeeded();
        IReadOnlyList<string> rest = _place.Objects();
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
        CliResult result = (await EraseAsync("5a0e2c9f", "--yes", "--json")).Succeeded();

        Assert.Equal("5A0E2C9F", result.Json.GetProperty("erased").GetProperty("serialNumber").GetString());
        Assert.Equal(rest, _place.Objects());
    }

    [Fact]
    public async Task Erase_says_what_it_leaves()
    {
        _place.CreateToken();
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
        _place.AddObject(
            CKO.PUBLIC_KEY,
            (CKA.LABEL, "of another key"u8.ToArray()),
            (CKA.ID, TestIdentities.Current.Certificate.SubjectKeyIdentifier.ToArray()),
            (CKA.MODULUS, TestIdentities.Other.PrivateKey.RsaComponents.Modulus.ToArray()),
            (CKA.PUBLIC_EXPONENT, [1, 0, 1]));
        CliResult result = (await EraseAsync("5A0E2C9F", "--yes")).Succeeded();

        Assert.Contains("Left on the token", result.Output, StringComparison.Ordinal);
        Assert.Contains("public key, \"of another key\"", result.Output, StringComparison.Ordinal);
        Assert.Single(_place.Objects());
    }

    [Fact]
    public async Task Erase_without_terminal_and_yes_is_refused()
    {
        _place.CreateToken();
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
        IReadOnlyList<string> before = _place.Objects();
        CliResult result = await EraseAsync("5A0E2C9F");

        Assert.Equal(ExitCode.ConfirmationImpossible, result.Code);
        Assert.Equal(before, _place.Objects());
    }

    [Fact]
    public async Task Erase_again_names_what_finishes_the_erasure()
    {
        // The certificate was erased first, so no certificate with that serial number is left.
        await StoppedCopy.EraseAsync(_place);
        CliResult result = await EraseAsync(StoppedCopy.OldSerial, "--yes");

        Assert.Equal(ExitCode.CertificateNotOnToken, result.Code);
        Assert.Contains("To continue: biotoken resume", result.Error, StringComparison.Ordinal);
        Assert.NotEmpty(_place.Objects());
    }

    [Fact]
    public async Task Erase_says_that_an_earlier_copy_is_settled_first()
    {
        await StoppedCopy.MakeAsync(_place, InterruptedWriteState.BeforeCommit);
        CliResult result = (await EraseAsync(StoppedCopy.OldSerial, "--yes")).Succeeded();

        Assert.Contains("It is recovered first", result.Output, StringComparison.Ordinal);
        Assert.Empty(_place.Objects());
    }

    public void Dispose() => _place.Dispose();

    private Task<CliResult> EraseAsync(string serial, params string[] more)
        => _place.RunAsync(["erase", serial, "--simulator", _place.Simulator, "--pin-file", _place.PinFile, .. more]);
}
