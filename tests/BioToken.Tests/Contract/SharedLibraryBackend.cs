using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Loading;
using BioToken.Simulator;
using BioToken.Vendors;

namespace BioToken.Tests.Contract;

/// <summary>One persona of the simulator through its PKCS#11 library: the same tokens, over a real module's boundary.</summary>
/// <param name="vendor">The persona.</param>
/// <param name="byInterop">Whether Pkcs11Interop has loaded the library.</param>
internal sealed class SharedLibraryBackend(VendorProfile vendor, bool byInterop = false) : IContractBackend
{
    private static readonly SemaphoreSlim Turn = new(1);

    // One for all tests, which take turns: a test may leave a login behind that waits for a finger, and with it the module as it was
    // initialized. The login ends when the token is deleted.
    private static readonly Lazy<TemporaryFolder> Tokens = new(MakeDirectory);

    private readonly SimulatedBackend _inProcess = new(vendor, onDisk: true);

    public string Name => vendor.Id + (byInterop ? " as a library by Pkcs11Interop" : " as a library");

    public Capability Capabilities => _inProcess.Capabilities;

    public ContractToken Create(ContractSetup setup)
    {
        Assert.SkipWhen(SimulatorLibrary.LibraryPath is null, SimulatorLibrary.NotBuilt);
        Turn.Wait(TimeSpan.FromMinutes(10));
        TokenSimulator simulator = TokenSimulator.Open(Tokens.Value.Path);
        SimulatedToken created = simulator.CreateToken(_inProcess.OptionsOf(setup));
        BioTokenOptions options = new() { IncludeVendorModules = false, JournalDirectory = TestJournal.Directory };
        IDisposable? library = ModuleSource.Add(options, SimulatorLibrary.LibraryPath!, byInterop);
        setup.Configure(options);
        return new SimulatedContractToken(simulator, created.SerialNumber, new BioTokenProvider(options), LookAgain, () => End(library));
    }

    private static void End(IDisposable? library)
    {
        library?.Dispose();
        Turn.Release();
    }

    private static TemporaryFolder MakeDirectory()
    {
        TemporaryFolder directory = TemporaryFolder.InMemory();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => directory.Dispose();
        Environment.SetEnvironmentVariable(SimulatorLibrary.Variable, directory.Path);
        return directory;
    }

    /// <summary>The library looks at the directory four times a second; whoever asks for its slots makes it look now.</summary>
    private static void LookAgain()
    {
        using CryptokiModule module = CryptokiModule.Load(SimulatorLibrary.LibraryPath!);
        Assert.Equal(CKR.OK, module.Cryptoki.GetSlotList(tokenPresent: false, [], out _));
    }
}
