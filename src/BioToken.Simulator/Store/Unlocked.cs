namespace BioToken.Simulator.Store;

/// <summary>The lock of a store that no other process can reach.</summary>
internal sealed class Unlocked : IDisposable
{
    public static readonly Unlocked Instance = new();

    public void Dispose()
    {
    }
}
