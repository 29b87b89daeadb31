using BioToken.Simulator;

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
        SimulatedToken created = simulator.CreateToken(new SimulatedTokenOptions
        {
            Vendor = vendor.Id,
            Label = "Contract",
            Pin = ContractToken.Pin,
            Script = setup.Script,
            FingerprintPatience = setup.DevicePatience,
            Memory = setup.IsSmall ? SmallMemory : null,
        });
        BioTokenOptions options = new() { FindVendorModules = false, Modules = { new SimulatedTokenModule(simulator) } };
        setup.Configure(options);
        return new Simulated(simulator, created.Serial, new BioTokenProvider(options), directory);
    }

    private sealed class Simulated(TokenSimulator simulator, string serial, BioTokenProvider provider, TemporaryFolder? directory) : ContractToken
    {
        public override BioTokenProvider Provider { get; } = provider;

        public override void Remove() => simulator.Remove(serial);

        public override void Insert() => simulator.Insert(serial);

        public override void SetScript(string script) => simulator.SetScript(serial, script);

        public override void Touch() => simulator.Touch(serial, finger: 1);

        public override async ValueTask DisposeAsync()
        {
            await Provider.DisposeAsync();
            simulator.Dispose();
            directory?.Dispose();
        }
    }
}
