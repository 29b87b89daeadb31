using System.Runtime.InteropServices;
using System.Text;

namespace BioToken.Testing;

/// <summary>
/// SoftHSM2, a third-party PKCS#11 module, with tokens in a folder of its own. Its configuration applies to the whole process, so only one
/// store can exist at a time.
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

    /// <summary>Creates an empty store. The module reads it when it is initialized.</summary>
    public SoftHsmStore()
    {
        Directory.CreateDirectory(_folder["tokens"]);
        _configuration = _folder.Write("softhsm2.conf", Encoding.UTF8.GetBytes(
            $"directories.tokendir = {_folder["tokens"]}\nobjectstore.backend = file\nlog.level = ERROR\n"));
        // .NET keeps its own copy of the environment, which child processes get; the library reads that of C.
        Environment.SetEnvironmentVariable(Variable, _configuration);
        if (SetEnvironment(Variable, _configuration, overwrite: 1) != 0)
            throw new InvalidOperationException($"{Variable} could not be set.");
    }

    /// <summary>Path of the module; null if SoftHSM2 is not installed.</summary>
    public static string? LibraryPath => Array.Find(Places, File.Exists);

    /// <summary>The folder that contains its tokens.</summary>
    public string TokenDirectory => _folder["tokens"];

    /// <summary>Creates a token in a free slot. A module that is already initialized does not detect it.</summary>
    public void CreateToken(string label, string pin, string officerPin) => ExternalProgram.Run(
        "env", [$"{Variable}={_configuration}", "softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", officerPin, "--pin", pin]);

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
