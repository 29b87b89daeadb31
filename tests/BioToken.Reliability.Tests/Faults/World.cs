using BioToken.Npki;
using BioToken.Simulator;

namespace BioToken.Reliability.Tests.Faults;

/// <summary>A token and a computer with its journal, which outlive the programs that use them.</summary>
internal sealed class World : IDisposable
{
    public const string Pin = "13572468";

    // Room for the agent's identity, one of a business, and not for two.
    private const int SmallMemory = 16 * 1024;
    private const int LargeMemory = 256 * 1024;

    private readonly TemporaryFolder _journal = TemporaryFolder.InMemory();
    private readonly TokenSimulator _simulator = TokenSimulator.InMemory();
    private readonly string _serial;

    public World(Scenario scenario)
    {
        Scenario = scenario;
        _serial = _simulator.CreateToken(new SimulatedTokenOptions
        {
            Vendor = scenario.Vendor,
            Pin = Pin,
            Memory = scenario.Work == Work.ReplaceInPlace ? SmallMemory : LargeMemory,
            MaxObjects = 100,
            PinTries = 1000,
            PinIterations = 1,
        }).Serial;
        if (scenario.Objects.Length > 0)
            Assert.Equal(Pkcs11.CKR.OK, Device.Add(scenario.Objects, Device.State.Insertions, out _));
    }

    public Scenario Scenario { get; }

    public TokenDevice Device => _simulator.Devices()[0];

    public ObjectSet Objects => new(Device.Objects.Select(o => o.Attributes));

    public IReadOnlyList<UnfinishedWrite> Unfinished => new WriteJournal(Disk.Instance, _journal.Path).ListUnfinished();

    public void Remove() => _simulator.Remove(_serial);

    /// <summary>Starts a program that opens the token and logs in.</summary>
    public async Task<Life> LiveAsync()
    {
        _simulator.Insert(_serial);
        MortalDisk disk = new(Disk.Instance);
        FaultyModule module = new(new SimulatedTokenModule(_simulator), disk, Remove);
        BioTokenOptions options = new() { FindVendorModules = false, Modules = { module }, JournalDirectory = _journal.Path, Disk = disk };
        return await Life.BeginAsync(module, options);
    }

    public void Dispose()
    {
        _simulator.Dispose();
        _journal.Dispose();
    }
}
