using System.Text;

namespace BioToken.Simulator.Native.Tests.Clients.Nss;

/// <summary>An NSS database, like those of Firefox and Chromium, with the shared library as one of its modules.</summary>
internal sealed class NssDatabase
{
    private readonly ClientBench _bench;
    private readonly string[] _location;
    private readonly string _pinFile;

    public NssDatabase(ClientBench bench)
    {
        _bench = bench;
        Directory.CreateDirectory(bench.Folder["nss"]);
        _location = ["-d", $"sql:{bench.Folder["nss"]}"];
        _pinFile = bench.Write("pin", Encoding.ASCII.GetBytes(ClientBench.UserPin + "\n"));
        Pass("certutil", "-N", "--empty-password");
        Added = bench.Pass("modutil", "-dbdir", _location[1], "-force", "-add", "simulator", "-libfile", bench.Library);
    }

    /// <summary>The output of modutil when it added the library.</summary>
    public string Added { get; }

    /// <summary>The option that specifies the file with the PIN.</summary>
    public string[] PinFile => ["-f", _pinFile];

    /// <summary>Returns the library's entry in the output of modutil.</summary>
    public string List() => _bench.Pass("modutil", "-dbdir", _location[1], "-list", "simulator");

    /// <summary>Runs an NSS program that must succeed.</summary>
    public string Pass(string program, params string[] arguments) => _bench.Pass(program, [.. Arguments(arguments)]);

    /// <summary>Runs an NSS program that must fail.</summary>
    public string Fail(string program, params string[] arguments) => _bench.Fail(program, [.. Arguments(arguments)]);

    /// <summary>Starts an NSS program that runs in parallel with the test.</summary>
    public RunningProgram Start(string program, params string[] arguments) => _bench.Start(program, [.. Arguments(arguments)]);

    // Commands come before options.
    private string[] Arguments(string[] arguments) => [arguments[0], .. _location, .. arguments[1..]];
}
