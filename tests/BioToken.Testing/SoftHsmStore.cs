using System.Runtime.InteropServices;
using System.Text;

namespace BioToken.Testing;

/// <summary>
/// SoftHSM2, a PKCS#11 module that is not ours, with tokens in a folder of its own. Its configuration is the process's, so that there is
/// one at a time.
/// </summary>
public sealed partial class SoftHsmStore : IDisposable
{
    private const string Variable = "SOFTHSM2_CONF";

    private static readonly string[] Places =
    [
        "/usr/lib/softhsm/libsofthsm2.so",
        "/usr/lib64/softhsm/libsofthsm2.so",
        "/usr/lib64/pkcs11/libsofthsm2.so",
        "/usr/local/lib/softhsm/libsofthsm2.so",
        "/opt/homebrew/lib/softhsm/libsofthsm2.so",
    ];

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();
    private readonly string _configuration;

    /// <summary>Makes an empty store. The module reads it when it is initialized.</summary>
    public SoftHsmStore()
    {
        Directory.CreateDirectory(_folder["tokens"]);
        _configuration = _folder.Write("softhsm2.conf", Encoding.UTF8.GetBytes(
            $"directories.tokendir = {_folder["tokens"]}\nobjectstore.backend = file\nlog.level = ERROR\n"));
        // .NET keeps its own copy of the environment, which child processes get; the library looks into that of C.
        Environment.SetEnvironmentVariable(Variable, _configuration);
        if (SetEnvironment(Variable, _configuration, overwrite: 1) != 0)
            throw new InvalidOperationException($"{Variable} could not be set.");
    }

    /// <summary>Path of the module; null where SoftHSM2 is not installed.</summary>
    public static string? LibraryPath => Array.Find(Places, File.Exists);

    /// <summary>The folder that its tokens are in.</summary>
    public string TokenDirectory => _folder["tokens"];

    /// <summary>Makes a token in a free slot. A module that is initialized already does not see it.</summary>
    public void CreateToken(string label, string pin, string officerPin) => ExternalProgram.Run(
        "env", [$"{Variable}={_configuration}", "softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", officerPin, "--pin", pin]);

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
