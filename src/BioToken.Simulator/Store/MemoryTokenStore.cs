using BioToken.Simulator.Objects;
using BioToken.Simulator.State;

namespace BioToken.Simulator.Store;

/// <summary>
/// A token in memory: its one <see cref="Simulator.Tokens.TokenDevice"/> holds the objects, so only the state is kept here.
/// </summary>
internal sealed class MemoryTokenStore(TokenState created) : ITokenStore
{
    private int _sensorTaken;
    private volatile TokenState? _state = created;

    public void MarkDeleted() => _state = null;

    public TokenState? ReadState(TokenState? known) => _state;

    public void WriteState(TokenState state) => _state = state;

    public TokenObject[] ReadObjects(TokenObject[] known, long erased) => known;

    public void WriteObject(TokenObject created)
    {
    }

    public void ReplaceObject(TokenObject changed)
    {
    }

    public void DeleteObject(TokenObject destroyed)
    {
    }

    public void DeleteErased(long erased)
    {
    }

    public IDisposable Lock() => Unlocked.Instance;

    public IDisposable? TryAcquireSensor() => Interlocked.Exchange(ref _sensorTaken, 1) == 0 ? new SensorTurn(this) : null;

    public bool IsSensorInUse() => Volatile.Read(ref _sensorTaken) != 0;

    private sealed class SensorTurn(MemoryTokenStore token) : IDisposable
    {
        public void Dispose() => Volatile.Write(ref token._sensorTaken, 0);
    }
}
