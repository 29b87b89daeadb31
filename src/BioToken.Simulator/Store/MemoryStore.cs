using BioToken.Simulator.State;

namespace BioToken.Simulator.Store;

/// <summary>Tokens that live as long as their simulator.</summary>
internal sealed class MemoryStore : ISimulatorStore
{
    private readonly Dictionary<string, MemoryTokenStore> _tokens = new(StringComparer.Ordinal);

    public string Name => "memory";

    public bool IsShared => false;

    public IReadOnlyCollection<string> List()
    {
        lock (_tokens)
            return [.. _tokens.Keys];
    }

    public ITokenStore Open(string serial)
    {
        lock (_tokens)
            return _tokens[serial];
    }

    public ITokenStore Create(TokenState state)
    {
        lock (_tokens)
            return _tokens[state.Serial] = new MemoryTokenStore(state);
    }

    public void Delete(string serial)
    {
        lock (_tokens)
        {
            if (_tokens.Remove(serial, out MemoryTokenStore? token))
                token.MarkDeleted();
        }
    }

    public IDisposable Lock() => Unlocked.Instance;
}
