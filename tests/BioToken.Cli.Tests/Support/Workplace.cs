using BioToken.Npki.Identities;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator;
using BioToken.Simulator.Faults;

namespace BioToken.Cli.Tests;

/// <summary>
/// A temporary folder with PIN and password files, certificate folders and simulated tokens. It also runs the tool on them in this process.
/// </summary>
internal sealed class Workplace : IDisposable
{
    public const string Pin = "13572468";
    public const string Password = "Bid!pass2026";

    private readonly List<IDisposable> _kept = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("biotoken-cli");

    public Workplace()
    {
        PinFile = Write("pin", Pin + "\n");
        PasswordFile = Write("password", Password + "\n");
    }

    public string PinFile { get; }

    public string PasswordFile { get; }

    public string Simulator => PathOf("tokens");

    /// <summary>The journal of all runs here, never that of the person who runs the tests.</summary>
    public string Journal => Path.Combine(State.Value!, "biotoken");

    /// <summary>The environment variable that sets <see cref="Journal"/> for a process.</summary>
    public (string Name, string? Value) State => ("XDG_STATE_HOME", PathOf("state"));

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public string Write(string name, string content)
    {
        File.WriteAllText(PathOf(name), content);
        return PathOf(name);
    }

    /// <summary>Creates a simulated token.</summary>
    public SimulatedToken CreateToken(
        string vendor = "generic", string label = "Test", Func<SimulatedTokenOptions, SimulatedTokenOptions>? with = null)
    {
        using TokenSimulator simulator = TokenSimulator.Open(Simulator);
        SimulatedTokenOptions options = new() { Vendor = vendor, Label = label, Pin = Pin };
        return simulator.CreateToken(with is null ? options : with(options));
    }

    /// <summary>Keeps an object and disposes it together with this one.</summary>
    public void Keep(IDisposable kept) => _kept.Add(kept);

    /// <summary>Writes a certificate folder and returns its path.</summary>
    public string WriteFolder(NpkiIdentity identity) => NpkiFolder.Write(PathOf(Guid.NewGuid().ToString("N")), identity, Password).Path;

    /// <summary>Returns the only token in its current state.</summary>
    public SimulatedToken Token()
    {
        using TokenSimulator simulator = TokenSimulator.Open(Simulator);
        return simulator.Tokens.Single();
    }

    /// <summary>Returns the PIN attempts left on each token.</summary>
    public int[] PinTries()
    {
        using TokenSimulator simulator = TokenSimulator.Open(Simulator);
        return [.. simulator.Tokens.Select(token => token.PinAttemptsRemaining)];
    }

    public void SetScript(string script)
    {
        using TokenSimulator simulator = TokenSimulator.Open(Simulator);
        simulator.SetScript(simulator.Tokens.Single().SerialNumber, script);
    }

    /// <summary>Sets the fault plan of the only token.</summary>
    public void SetFaults(string plan)
    {
        using TokenSimulator simulator = TokenSimulator.Open(Simulator);
        simulator.SetFaults(simulator.Tokens.Single().SerialNumber, FaultPlan.Parse(plan));
    }

    /// <summary>Writes a public object to the only token, like another program.</summary>
    public void AddObject(CKO kind, params ReadOnlySpan<(CKA Type, byte[] Value)> attributes)
    {
        using TokenSimulator simulator = TokenSimulator.Open(Simulator);
        SimulatedTokenModule module = new(simulator);
        using ICryptoki cryptoki = module.Start();
        nuint[] slots = new nuint[8];
        Assert.Equal(CKR.OK, cryptoki.GetSlotList(tokenPresent: true, slots, out _));
        Assert.Equal(CKR.OK, cryptoki.OpenSession(slots[0], SessionFlags.ReadWrite, out nuint session));
        using AttributeTemplate template = new AttributeTemplate().Add(kind).Add(CKA.TOKEN, value: true).Add(CKA.PRIVATE, value: false);
        foreach ((CKA type, byte[] value) in attributes)
            template.Add(type, value);
        if (kind == CKO.CERTIFICATE)
            template.Add(CKA.CERTIFICATE_TYPE, (ulong)CKC.X_509);
        if (kind == CKO.PUBLIC_KEY)
            template.Add(CKA.KEY_TYPE, (ulong)CKK.RSA);
        Assert.Equal(CKR.OK, cryptoki.CreateObject(session, template, out _));
        module.Stop(cryptoki);
    }

    /// <summary>Returns the bytes of every object on all simulated tokens.</summary>
    public IReadOnlyList<string> Objects()
        => !Directory.Exists(Simulator)
            ? []
            : [.. Directory.EnumerateFiles(Simulator, "*.obj", SearchOption.AllDirectories)
                .Select(path => $"{Path.GetFileName(path)}:{Convert.ToHexString(File.ReadAllBytes(path))}").Order(StringComparer.Ordinal)];

    public Task<CliResult> RunAsync(params string[] arguments) => RunAsync(new TestTerminal(), arguments);

    /// <summary>Runs the tool in English, unless the arguments name a language.</summary>
    public async Task<CliResult> RunAsync(TestTerminal terminal, params string[] arguments)
    {
        string[] all = arguments.Contains("--lang") ? arguments : [.. arguments, "--lang", "en"];
        return await RunRawAsync(all, terminal);
    }

    /// <summary>Runs the tool with exactly these arguments.</summary>
    public async Task<CliResult> RunRawAsync(string[] arguments, TestTerminal? terminal = null)
    {
        terminal ??= new TestTerminal();
        int code = await CommandLine.RunAsync(arguments, terminal, TimeProvider.System, listensToSignals: false, Journal);
        return new CliResult(code, terminal.OutputText, terminal.ErrorText);
    }

    /// <summary>Runs a copy to the simulator.</summary>
    public Task<CliResult> CopyAsync(string folder, params string[] more) => RunAsync(CopyArguments(folder, more));

    /// <summary>Returns the serial numbers of the certificates on the only token.</summary>
    public async Task<IReadOnlyList<string>> SerialsAsync()
    {
        CliResult result = (await RunAsync("certificates", "--simulator", Simulator, "--json")).Succeeded();
        return [.. result.Json.GetProperty("certificates").EnumerateArray()
            .Select(i => i.GetProperty("certificate").GetProperty("serialNumber").GetString()!).Order(StringComparer.Ordinal)];
    }

    public string[] CopyArguments(string folder, params string[] more)
        => ["copy", folder, "--password-file", PasswordFile, "--simulator", Simulator, "--pin-file", PinFile, .. more];

    public void Dispose()
    {
        _kept.ForEach(kept => kept.Dispose());
        _folder.Delete(recursive: true);
    }
}
