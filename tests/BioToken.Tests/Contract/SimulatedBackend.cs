using BioToken.Authentication;
using BioToken.Simulator;
using BioToken.Vendors;

namespace BioToken.Tests.Contract;

/// <summary>One persona of the simulator, in memory or in a directory.</summary>
internal sealed class SimulatedBackend(VendorProfile vendor, bool onDisk) : IContractBackend
{
    // Room for one identity of seven objects and not for two, by the simulator's own measure.
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

    /// <summary>What the token is created with, also where the library under test sees it through something else.</summary>
    public SimulatedTokenOptions OptionsOf(ContractSetup setup) => new()
    {
        Vendor = vendor.Id,
        Label = "Contract",
        Pin = ContractToken.Pin,
        Script = setup.Script,
        FingerprintTimeout = setup.DevicePatience,
        Memory = setup.IsSmall ? SmallMemory : null,
        // The strictest token: one that a client which forgets a step does not get by.
        RequireAllSteps = true,
    };
}
