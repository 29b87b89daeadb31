namespace BioToken.Simulator.Native.Tests.Clients;

/// <summary>A simulated token in a separate directory, and programs that access it through the shared library.</summary>
internal sealed partial class ClientBench : IDisposable
{
    public const string Label = "SIMULATED";
    public const string UserPin = "12345678";
    public const string OfficerPin = "87654321";

    private readonly Dictionary<string, string?> _environment;

    /// <summary>Creates the token; skips the test if a program or the shared library is missing.</summary>
    /// <param name="programs">The programs that the test needs.</param>
    /// <param name="change">Changes the token's options; null for a token that requires only a PIN.</param>
    public ClientBench(string[] programs, Func<SimulatedTokenOptions, SimulatedTokenOptions>? change = null)
    {
        foreach (string program in programs)
            Assert.SkipWhen(ExternalProgram.Find(program) is null, $"{program} is not installed.");
        Assert.SkipWhen(SimulatorLibrary.LibraryPath is null, SimulatorLibrary.NotBuilt);
        Library = SimulatorLibrary.LibraryPath!;

        Simulator = TokenSimulator.Open(Folder["tokens"]);
        SimulatedTokenOptions options = new() { Vendor = "generic", Pin = UserPin, SoPin = OfficerPin };
        Serial = Simulator.CreateToken(change?.Invoke(options) ?? options).SerialNumber;
        _environment = new(StringComparer.Ordinal)
        {
            [SimulatorLibrary.Variable] = Folder["tokens"],
            ["HOME"] = Folder.Path,
            ["LC_ALL"] = "C.UTF-8",
            ["GNUTLS_PIN"] = UserPin,
            ["XDG_CONFIG_HOME"] = Folder["config"],
            ["XDG_RUNTIME_DIR"] = Folder.Path,
            ["SSH_AUTH_SOCK"] = null,
        };
    }

    /// <summary>Path of the shared library.</summary>
    public string Library { get; }

    public TemporaryFolder Folder { get; } = new();

    public TokenSimulator Simulator { get; }

    public string Serial { get; }

    public SimulatedToken Token => Simulator.Tokens.Single(token => token.SerialNumber == Serial);

    /// <summary>Sets a variable in the programs' environment; null removes it.</summary>
    public ClientBench With(string name, string? value)
    {
        _environment[name] = value;
        return this;
    }

    /// <summary>Runs a program to its end, regardless of its exit code.</summary>
    public ProgramOutcome Run(string program, params string[] arguments)
        => ExternalProgram.RunToEnd(program, arguments, environment: _environment);

    /// <summary>Runs a program that must succeed, and returns its output.</summary>
    public string Pass(string program, params string[] arguments)
    {
        ProgramOutcome result = Run(program, arguments);
        Assert.True(result.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\nended with {result.ExitCode}:\n{result.Text}");
        return result.Text;
    }

    /// <summary>Runs a program that must fail, and returns its output.</summary>
    public string Fail(string program, params string[] arguments)
    {
        ProgramOutcome result = Run(program, arguments);
        Assert.True(result.ExitCode != 0, $"{program} {string.Join(' ', arguments)}\nsucceeded:\n{result.Text}");
        return result.Text;
    }

    /// <summary>Starts a program that runs in parallel with the test.</summary>
    public RunningProgram Start(string program, params string[] arguments) => new(program, arguments, _environment);

    /// <summary>Writes a file into the test's folder and returns its path.</summary>
    public string Write(string name, ReadOnlySpan<byte> content) => Folder.Write(name, content);

    public void Dispose()
    {
        Simulator.Dispose();
        Folder.Dispose();
    }
}
