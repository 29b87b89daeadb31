using BioToken.Simulator.Objects;
using BioToken.Simulator.State;

namespace BioToken.Simulator.Store;

/// <summary>The store of one token's state and objects. Each write is complete and durable when it returns.</summary>
internal interface ITokenStore
{
    /// <summary>Reads the state.</summary>
    /// <param name="known">The caller's state; returned unchanged if nothing changed.</param>
    /// <returns>Null if the token was deleted.</returns>
    TokenState? ReadState(TokenState? known);

    void WriteState(TokenState state);

    /// <summary>Reads the objects.</summary>
    /// <param name="known">The caller's objects; an unchanged object keeps its instance.</param>
    /// <param name="erased">Number of the last object that is none any more.</param>
    TokenObject[] ReadObjects(TokenObject[] known, long erased);

    void WriteObject(TokenObject created);

    /// <summary>Puts the next version of an object in place of the one before.</summary>
    void ReplaceObject(TokenObject changed);

    void DeleteObject(TokenObject destroyed);

    /// <summary>Deletes the files of deleted objects.</summary>
    /// <param name="erased">Number of the last of them.</param>
    void DeleteErased(long erased);

    /// <summary>Keeps other processes from writing to the token until disposed.</summary>
    /// <exception cref="IOException">Another process did not release it in time.</exception>
    IDisposable Lock();

    /// <summary>Takes the finger sensor, which serves one login at a time.</summary>
    /// <returns>Null if another login has it.</returns>
    IDisposable? TryAcquireSensor();

    /// <summary>Whether a login has the finger sensor.</summary>
    bool IsSensorInUse();
}
