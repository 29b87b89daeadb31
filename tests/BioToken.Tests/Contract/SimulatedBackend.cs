using BioToken.Authentication;
using BioToken.Simulator;
using BioToken.Vendors;

namespace BioToken.Tests.Contract;

/// <summary>One token model of the simulator, in memory or in a directory.</summary>
internal sealed class SimulatedBackend(VendorProfile vendor, bool onDisk) : IContractBackend
{
    // Enough for one identity of seven objects, but not for two, as the simulator counts them.
    private const int SmallMemory = 12 * 1024;

    public string Name => onDisk ? vendor.Id + " on disk" : vendor.Id;

    public Capability Capabilities => Capability.Counters | Capability.Removal | Capability.MemoryLimit | vendor.FingerprintMethod switch
    {
        FingerprintMethod.None => Capability.None,
        FingerprintMethod.ProtectedPath => Capability.Finger | Capability.FingerStep,
        FingerprintMethod.PerSignature => Capability.Finger | Capability.FingerPerSignature,
        _ => Capability.Finger,
    };

    public ContractToken Create(ContractSetup setup)
    {
        TemporaryFolder? directory = onDisk ? new() : null;
        TokenSimulator simulator = directory is null ? TokenSimulator.InMemory() : TokenSimulator.Open(directory.Path);
        SimulatedToken created = simulator.CreateToken(OptionsOf(setup));
        BioTokenOptions options = new()
        {
            IncludeVendorModules = false,
            Modules = { new SimulatedTokenModule(simulator) },
            JournalDirectory = TestJournal.Directory,
        };
        setup.Configure(options);
        return new SimulatedContractToken(
            simulator, created.SerialNumber, new BioTokenProvider(options), () => { }, () => directory?.Dispose());
    }

    /// <summary>Returns the options for creating the token, also if the library under test accesses it through another module.</summary>
    public SimulatedTokenOptions OptionsOf(ContractSetup setup) => new()
    {
        Vendor = vendor.Id,
        Label = "Contract",
        Pin = ContractToken.Pin,
        Script = setup.Script,
        FingerprintTimeout = setup.DevicePatience,
        Memory = setup.IsSmall ? SmallMemory : null,
        // The strictest token: it rejects a client that omits a step.
        RequireAllSteps = true,
    };
}
