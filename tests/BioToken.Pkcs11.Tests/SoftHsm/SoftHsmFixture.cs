using System.Diagnostics;
using System.Runtime.InteropServices;

namespace BioToken.Pkcs11.Tests;

/// <summary>SoftHSM2 with a token store of its own. Each test makes its token there.</summary>
public sealed partial class SoftHsmFixture : IDisposable
{
    public const string Pin = "1234";

    private static readonly string[] Places =
    [
        "/usr/lib/softhsm/libsofthsm2.so",
        "/usr/lib64/softhsm/libsofthsm2.so",
        "/usr/lib64/pkcs11/libsofthsm2.so",
        "/usr/local/lib/softhsm/libsofthsm2.so",
        "/opt/homebrew/lib/softhsm/libsofthsm2.so",
    ];

    private readonly TemporaryFolder _folder = new();
    private bool _configured;

    public static string? LibraryPath => Array.Find(Places, File.Exists);

    /// <summary>Makes a token with a label of its own, loads the module, opens a session and logs in unless told otherwise.</summary>
    internal SoftHsmToken NewToken(bool login = true)
    {
        Assert.SkipUnless(LibraryPath is not null, "SoftHSM2 is not installed.");
        if (!_configured)
            Configure();
        _configured = true;
        string label = Guid.NewGuid().ToString("N");
        Run("softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", "12345678", "--pin", Pin);
        // SoftHSM2 sees new tokens only when it is initialised.
        return new(CryptokiModule.Load(LibraryPath), label, login);
    }

    /// <summary>Runs a program on the same token store.</summary>
    /// <returns>What it wrote.</returns>
    public static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} failed: {errors.Result}");
        return output;
    }

    public void Dispose() => _folder.Dispose();

    private void Configure()
    {
        Directory.CreateDirectory(_folder.PathOf("tokens"));
        string configuration = _folder.Write("softhsm2.conf", System.Text.Encoding.UTF8.GetBytes(
            $"directories.tokendir = {_folder.PathOf("tokens")}\nobjectstore.backend = file\nlog.level = ERROR\n"));
        // .NET keeps its own copy of the environment, which child processes get; the library looks into that of C.
        Environment.SetEnvironmentVariable("SOFTHSM2_CONF", configuration);
        Assert.Equal(0, SetEnvironment("SOFTHSM2_CONF", configuration, overwrite: 1));
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
