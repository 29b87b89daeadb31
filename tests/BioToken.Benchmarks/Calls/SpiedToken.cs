namespace BioToken.Benchmarks;

/// <summary>
/// A new SoftHSM2 token in a temporary folder. Calls of other processes go directly to SoftHSM2, or through OpenSC's pkcs11-spy, which logs
/// each call.
/// </summary>
internal sealed class SpiedToken : IDisposable
{
    /// <summary>PIN of the token, which exists only during the benchmark.</summary>
    public const string Pin = "12345678";

    private readonly string _softHsm = Tool.Find("softhsm2", "/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so");
    private readonly string _spy = Tool.Find(
        "opensc", "/usr/lib/x86_64-linux-gnu/pkcs11/pkcs11-spy.so", "/usr/lib64/pkcs11/pkcs11-spy.so");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("biotoken-calls");
    private readonly string _configuration;
    private int _logs;

    public SpiedToken()
    {
        _configuration = PathOf("softhsm2.conf");
        string tokens = _folder.CreateSubdirectory("tokens").FullName;
        File.WriteAllText(_configuration, $"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n");
        try
        {
            Run("softhsm2-util", _ => ["--init-token", "--free", "--label", "Benchmark", "--pin", Pin, "--so-pin", "5555555555"]);
        }
        catch (BenchmarkException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Path of a file in the token's folder.</summary>
    public string PathOf(string file) => Path.Combine(_folder.FullName, file);

    /// <summary>Runs a program on the token, without a log.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Creates its arguments from the path of the module that it must load.</param>
    public void Run(string program, Func<string, string[]> arguments)
        => Tool.Run(program, arguments(_softHsm), ("SOFTHSM2_CONF", _configuration));

    /// <summary>Runs a program on the token and returns the calls that it made.</summary>
    public IReadOnlyList<CountedCall> Spy(string program, Func<string, string[]> arguments)
    {
        string log = PathOf($"spy{++_logs}.log");
        Tool.Run(program, arguments(_spy), ("SOFTHSM2_CONF", _configuration), ("PKCS11SPY", _softHsm), ("PKCS11SPY_OUTPUT", log));
        return SpyLog.Read(log);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
