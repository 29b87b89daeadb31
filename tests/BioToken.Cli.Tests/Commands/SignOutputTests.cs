using System.Security.Cryptography;
using BioToken.Cli.Errors;
using BioToken.Cli.Output.Text;
using BioToken.Simulator;

namespace BioToken.Cli.Tests;

/// <summary><c>sign --out</c>: no file is lost, and none is left partly written.</summary>
public sealed class SignOutputTests : IDisposable
{
    private readonly Workplace _place = new();

    [Fact]
    public async Task Sign_does_not_overwrite_an_existing_file()
    {
        await PrepareAsync();
        string kept = _place.Write("kept", "kept");
        CliResult refused = await SignAsync(_place.PinFile, kept);

        Assert.Equal(ExitCode.FileExists, refused.Code);
        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);
        Assert.Equal("kept", await ReadAsync(kept));
        Assert.Equal(0, _place.Token().ScriptPosition);
    }

    [Fact]
    public async Task Sign_force_overwrites_and_keeps_the_mode()
    {
        await PrepareAsync();
        string old = _place.Write("old", new string('x', 5000));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(old, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await SignAsync(_place.PinFile, old, "--force")).Succeeded();

        Assert.Equal(256, new FileInfo(old).Length);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(old));
        AssertNothingLeft();
    }

    [Theory]
    [InlineData("y\r", ExitCode.Ok)]
    [InlineData("\r", ExitCode.Declined)]
    public async Task Sign_asks_a_person_before_it_overwrites(string answer, object code)
    {
        await PrepareAsync();
        string old = _place.Write("old", "old");
        CliResult result = await _place.RunAsync(new TestTerminal(answer), Arguments(_place.PinFile, old));

        Assert.Equal(code, result.Code);
        Assert.Contains("Overwrite it?", result.Error, StringComparison.Ordinal);
        Assert.Equal(code is ExitCode.Ok ? 256 : 3, new FileInfo(old).Length);
    }

    [Theory]
    [InlineData("same")]
    [InlineData("symbolic")]
    [InlineData("hard")]
    [InlineData("folder")]
    public async Task Sign_never_overwrites_its_own_input(string link)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        await PrepareAsync();
        string input = _place.Write("input", "the only copy");
        string path = link is "same" ? input : _place.PathOf("link");
        if (link is "symbolic")
            File.CreateSymbolicLink(path, input);
        else if (link is "hard")
            (await Tool.RunAsync("ln", [input, path])).Succeeded();
        else if (link is "folder")
            path = Path.Combine(Directory.CreateSymbolicLink(path, Path.GetDirectoryName(input)!).FullName, "input");
        CliResult refused = await SignAsync(input, path, "--force");

        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.Equal("the only copy", await ReadAsync(input));
        Assert.Equal(0, _place.Token().ScriptPosition);
    }

    [Fact]
    public async Task Sign_through_a_link_replaces_the_file_and_not_the_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        await PrepareAsync();
        string old = _place.Write("old", "old");
        File.CreateSymbolicLink(_place.PathOf("link"), old);
        (await SignAsync(_place.PinFile, _place.PathOf("link"), "--force")).Succeeded();

        Assert.Equal(old, new FileInfo(_place.PathOf("link")).LinkTarget);
        Assert.Equal(256, new FileInfo(old).Length);
    }

    [Fact]
    public async Task Sign_to_standard_output_is_the_signature_and_nothing_else()
    {
        await PrepareAsync();
        TestTerminal terminal = new();
        CliResult result = (await _place.RunAsync(terminal, Arguments(_place.PasswordFile, "-"))).Succeeded();

        using RSA key = TestIdentities.Current.Certificate.GetRSAPublicKey()!;
        byte[] data = await File.ReadAllBytesAsync(_place.PasswordFile, TestContext.Current.CancellationToken);
        Assert.True(key.VerifyData(data, terminal.RawOutput.ToArray(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Empty(result.Output);
        Assert.False(File.Exists("-"));
    }

    [Fact]
    public async Task Sign_to_standard_output_and_JSON_do_not_go_together()
    {
        await PrepareAsync();
        Assert.Equal(ExitCode.Usage, (await SignAsync(_place.PinFile, "-", "--json")).Code);
    }

    [Fact]
    public async Task Sign_that_fails_leaves_no_file()
    {
        await PrepareAsync(script: "walk-away");
        CliResult failed = await SignAsync(_place.PinFile, _place.PathOf("signature"), "--fingerprint-timeout", "0.2");

        Assert.Equal(ExitCode.FingerprintTimeout, failed.Code);
        AssertNothingLeft();
    }

    [Fact]
    public async Task Sign_finds_a_full_disk_before_a_finger_is_spent()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The limit of the shell stands for a full disk.");
        await PrepareAsync();
        string arguments = string.Join(' ', Arguments(_place.PinFile, _place.PathOf("signature")).Select(ShellWord.Of));
        CliResult full = await Tool.RunAsync(
            "sh",
            ["-c", $"trap '' XFSZ; ulimit -f 1; exec {Tool.BioToken} {arguments} --lang en"],
            input: null,
            ("DOTNET_EnableWriteXorExecute", "0"),
            ("DOTNET_EnableDiagnostics", "0"),
            _place.State);

        Assert.Equal(ExitCode.FileNotWritten, full.Code);
        Assert.Contains("enough free space", full.Error, StringComparison.Ordinal);
        Assert.Equal(0, _place.Token().ScriptPosition);
        AssertNothingLeft();
    }

    [Fact]
    public async Task Sign_into_a_device_writes_into_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full is Linux's.");
        await PrepareAsync();
        (await SignAsync(_place.PinFile, "/dev/null")).Succeeded();
        CliResult full = await SignAsync(_place.PinFile, "/dev/full");

        Assert.Equal(ExitCode.FileNotWritten, full.Code);
        Assert.False(File.Exists("/dev/full.tmp"));
    }

    [Fact]
    public async Task Sign_into_a_new_file_on_a_disk_in_memory_makes_it()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "There is no such disk.");
        await PrepareAsync();
        string path = Path.Combine("/dev/shm", Path.GetRandomFileName());
        try
        {
            (await SignAsync(_place.PinFile, path)).Succeeded();
            Assert.Equal(256, new FileInfo(path).Length);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Sign_JSON_names_the_certificate_that_was_not_named()
    {
        await PrepareAsync();
        CliResult result = (await SignAsync(_place.PinFile, _place.PathOf("signature"), "--json")).Succeeded();
        Assert.Equal("5A0E2C9F", result.Json.GetProperty("certificate").GetString());
    }

    public void Dispose() => _place.Dispose();

    private async Task PrepareAsync(string script = "")
    {
        SimulatedToken token = _place.CreateToken("bio-seal");
        (await _place.CopyAsync(_place.WriteFolder(TestIdentities.Current), "--yes")).Succeeded();
        using TokenSimulator simulator = TokenSimulator.Open(_place.Simulator);
        simulator.SetScript(token.SerialNumber, script.Length == 0 ? "right, right, right" : script);
    }

    private string[] Arguments(string file, string path, params string[] more)
        => ["sign", file, "--out", path, "--simulator", _place.Simulator, "--pin-file", _place.PinFile, .. more];

    private Task<CliResult> SignAsync(string file, string path, params string[] more) => _place.RunAsync(Arguments(file, path, more));

    private static Task<string> ReadAsync(string path) => File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

    private void AssertNothingLeft()
        => Assert.DoesNotContain(Directory.EnumerateFiles(_place.PathOf(""), ".biotoken-*"), _ => true);
}
