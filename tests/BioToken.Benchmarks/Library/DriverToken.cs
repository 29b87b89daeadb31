using System.Globalization;
using BioToken.Simulator;

namespace BioToken.Benchmarks;

/// <summary>A new token with an RSA-2048 key pair in a temporary folder, used by the C program through its shared library.</summary>
internal sealed class DriverToken : IDisposable
{
    private const string Pin = "12345678";

    private readonly DirectoryInfo _folder;
    private readonly string _library;
    private readonly (string Name, string Value) _variable;

    private DriverToken(DirectoryInfo folder, string library, (string Name, string Value) variable)
    {
        _folder = folder;
        _library = library;
        _variable = variable;
    }

    public static DriverToken Simulated()
    {
        string library = FindBuilt("libbiotoken-simulator.so");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("biotoken-library");
        using (TokenSimulator simulator = TokenSimulator.Open(folder.FullName))
            simulator.CreateToken(new SimulatedTokenOptions { Vendor = "generic", Pin = Pin });
        return Prepare(new DriverToken(folder, library, ("BIOTOKEN_SIMULATOR", folder.FullName)));
    }

    public static DriverToken SoftHsm()
    {
        string library = Tool.Find("softhsm2", "/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("biotoken-library");
        string configuration = Path.Combine(folder.FullName, "softhsm2.conf");
        File.WriteAllText(configuration, $"directories.tokendir = {folder.FullName}\nobjectstore.backend = file\nlog.level = ERROR\n");
        DriverToken token = new(folder, library, ("SOFTHSM2_CONF", configuration));
        Tool.Run(
            "softhsm2-util", ["--init-token", "--free", "--label", "Benchmark", "--pin", Pin, "--so-pin", "5555555555"], token._variable);
        return Prepare(token);
    }

    /// <summary>Returns the nanoseconds from loading the library to the end of C_Initialize.</summary>
    public double Start() => double.Parse(Drive("start"), CultureInfo.InvariantCulture);

    /// <summary>Returns the wall-clock nanoseconds for a number of signatures on each of some concurrent threads.</summary>
    public double Sign(int threads, int count) => double.Parse(
        Drive("sign", Pin, threads.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture)),
        CultureInfo.InvariantCulture);

    /// <summary>Returns the resident KiB after a tenth of the signatures, and after all.</summary>
    public (long Before, long After) Memory(int count)
    {
        string[] words = Drive("memory", Pin, count.ToString(CultureInfo.InvariantCulture)).Split(' ');
        return (long.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static DriverToken Prepare(DriverToken token)
    {
        try
        {
            token.Drive("prepare", Pin);
            return token;
        }
        catch (BenchmarkException)
        {
            token.Dispose();
            throw;
        }
    }

    /// <summary>The shared library that eng/build-native.sh builds, in a folder above this program's.</summary>
    private static string FindBuilt(string file)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string path = Path.Combine(at.FullName, "artifacts", "native", "linux-x64", file);
            if (File.Exists(path))
                return path;
        }

        throw new BenchmarkException($"Run eng/build-native.sh first: {file} is not built.");
    }

    private string Drive(params string[] arguments)
        => Tool.Run(Path.Combine(AppContext.BaseDirectory, "driver"), [_library, .. arguments], _variable).Trim();
}
