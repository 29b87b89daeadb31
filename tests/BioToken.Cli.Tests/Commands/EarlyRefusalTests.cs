using BioToken.Cli.Errors;
using BioToken.Writing;

namespace BioToken.Cli.Tests;

/// <summary>Errors that can be detected without PIN and finger are detected before either is requested.</summary>
public sealed class EarlyRefusalTests : IDisposable
{
    private readonly Workplace _place = new();

    [Theory]
    [InlineData("99", ExitCode.CertificateNotOnToken, "5A0E2C9F")]
    [InlineData("5A0E2CA0", ExitCode.CertificateRole, "5A0E2C9F")]
    public async Task Sign_with_a_certificate_that_is_none_to_sign_with(string serial, object code, string named)
    {
        await PrepareAsync(TestIdentities.Current);
        CliResult result = await TypeAsync("sign", _place.PinFile, "--out", _place.PathOf("s"), "--certificate", serial);

        Assert.Equal(code, result.Code);
        Assert.Contains(named, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_where_several_keys_are_on_the_token()
    {
        await PrepareAsync(TestIdentities.Current);
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Other), "--yes")).Succeeded();
        CliResult result = await TypeAsync("sign", _place.PinFile, "--out", _place.PathOf("s"));

        Assert.Equal(ExitCode.SeveralCertificates, result.Code);
        Assert.Contains("--certificate", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_with_an_expired_certificate_warns_and_signs()
    {
        _place.CreateToken();
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Expired), "--yes", "--allow-expired")).Succeeded();
        CliResult result = (await _place.RunAsync(
            "sign",
            _place.PinFile,
            "--out",
            _place.PathOf("s"),
            "--simulator",
            _place.Simulator,
            "--pin-file",
            _place.PinFile)).Succeeded();

        int warned = result.Error.IndexOf("expired on", StringComparison.Ordinal);
        Assert.InRange(warned, 0, result.Error.IndexOf("Logging in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sign_bytes_to_a_terminal()
    {
        await PrepareAsync(TestIdentities.Current);
        TestTerminal terminal = new("") { IsOutputTerminal = true };
        CliResult result = await _place.RunAsync(terminal, "sign", _place.PinFile, "--out", "-", "--simulator", _place.Simulator);

        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("--out - > FILE", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, terminal.RawOutput.Length);
    }

    [Fact]
    public async Task Erase_names_the_certificate_that_a_key_management_certificate_goes_with()
    {
        await PrepareAsync(TestIdentities.Current);
        CliResult result = await TypeAsync("erase", "5A0E2CA0");

        Assert.Equal(ExitCode.CertificateRole, result.Code);
        Assert.Contains("Specify 5A0E2C9F", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("copy")]
    [InlineData("erase")]
    public async Task Write_without_a_place_for_the_journal(string command)
    {
        await PrepareAsync(TestIdentities.Older);
        string[] arguments = command == "copy" ? [command, _place.WriteFolder(TestIdentities.Current)] : [command, StoppedCopy.OldSerial];
        CliResult result = await TypeAsync([.. arguments, "--journal", _place.Write("journal", "a file where a folder should be")]);

        Assert.Equal(ExitCode.JournalUnusable, result.Code);
        Assert.Contains("--journal", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(InterruptedWriteState.Gap, "other")]
    [InlineData(InterruptedWriteState.Gap, "same serial")]
    [InlineData(InterruptedWriteState.AfterCommit, "other")]
    public async Task Resume_from_a_folder_with_another_certificate(InterruptedWriteState state, string source)
    {
        await StoppedCopy.MakeAsync(_place, state);
        string folder = _place.WriteFolder(source == "other" ? TestIdentities.Older : TestIdentities.SameSerial);
        CliResult result = await TypeAsync("resume", "--from", folder);

        Assert.Equal(ExitCode.SourceMismatch, result.Code);
        Assert.Contains("--from", result.Error, StringComparison.Ordinal);
        if (source == "same serial")
            Assert.Contains("although both have the serial number 5A0E2C9F", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_from_a_folder_without_the_key_management_pair_says_what_differs()
    {
        await StoppedCopy.MakeAsync(_place, InterruptedWriteState.Gap);
        CliResult result = await _place.RunAsync(
            "resume",
            "--from",
            OddFolders.WithoutKeyManagement(_place),
            "--simulator",
            _place.Simulator,
            "--password-file",
            _place.PasswordFile,
            "--pin-file", _place.PinFile, "--yes");

        Assert.Equal(ExitCode.SourceMismatch, result.Code);
        Assert.Contains("not all that goes with it", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();

    private async Task PrepareAsync(Npki.Identities.NpkiIdentity identity)
    {
        _place.CreateToken();
        (await _place.CopyAsync(_place.WriteFolder(identity), "--yes")).Succeeded();
    }

    // A person who is present and types nothing: no prompt is allowed.
    private Task<CliResult> TypeAsync(params string[] arguments) => _place.RunAsync(
        new TestTerminal("") { OnOutOfKeys = static () => throw new InvalidOperationException("Something was asked for.") },
        [.. arguments, "--simulator", _place.Simulator]);
}
