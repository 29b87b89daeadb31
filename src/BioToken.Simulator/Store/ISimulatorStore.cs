using BioToken.Simulator.State;

namespace BioToken.Simulator.Store;

/// <summary>The store of a simulator's tokens.</summary>
internal interface ISimulatorStore
{
    /// <summary>Its name for people.</summary>
    string Name { get; }

    /// <summary>True if other processes may change the tokens.</summary>
    bool IsShared { get; }

    /// <summary>Serial numbers of the tokens that are there now.</summary>
    IReadOnlyCollection<string> List();

    ITokenStore Open(string serial);

    /// <summary>Adds a token, or nothing at all if it is stopped half way.</summary>
    ITokenStore Create(TokenState state);

    void Delete(string serial);

    /// <summary>Keeps others from creating and deleting tokens until disposed.</summary>
    IDisposable Lock();
}
