using BioToken.Simulator.Objects.Attributes;

namespace BioToken.Reliability.Tests.Faults;

/// <summary>A kind of token that the tests run on.</summary>
internal sealed class Backend
{
    private readonly Func<Work, object?, World> _make;

    private Backend(string name, bool canBeRemoved, Func<Work, object?, World> make)
    {
        Name = name;
        CanBeRemoved = canBeRemoved;
        _make = make;
    }

    /// <summary>The simulator's shared library; one world at a time.</summary>
    public static Backend Library { get; } = new("library", canBeRemoved: true, MakeLibraryWorld);

    /// <summary>SoftHSM2; one world at a time.</summary>
    public static Backend SoftHsm { get; } = new(
        "SoftHSM2", canBeRemoved: false, (work, saved) => new SoftHsmWorld(work, (TemporaryFolder?)saved));

    public string Name { get; }

    public bool CanBeRemoved { get; }

    private static Lazy<TemporaryFolder> LibraryTokens { get; } = new(MakeDirectory);

    /// <summary>Returns a backend of simulated tokens in this process.</summary>
    public static Backend Simulated(string vendor)
        => new(vendor, canBeRemoved: true, (work, saved) => new SimulatedWorld(work, vendor, (AttributeSet[]?)saved));

    /// <summary>Creates a world.</summary>
    /// <param name="work">The operation that will be performed there.</param>
    /// <param name="saved">The token's contents; null for an empty token.</param>
    public World Make(Work work, object? saved) => _make(work, saved);

    private static SimulatedWorld MakeLibraryWorld(Work work, object? saved)
        => new(work, "generic", (AttributeSet[]?)saved, LibraryTokens.Value.Path);

    private static TemporaryFolder MakeDirectory()
    {
        TemporaryFolder directory = TemporaryFolder.InMemory();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => directory.Dispose();
        Environment.SetEnvironmentVariable(SimulatorLibrary.Variable, directory.Path);
        return directory;
    }
}
