using BioToken.Simulator.Objects;
using BioToken.Simulator.State;

namespace BioToken.Simulator.Store;

/// <summary>Where one token keeps its state and objects. Each write is whole and durable when it returns.</summary>
internal interface ITokenStore
{
    /// <summary>Reads the state.</summary>
    /// <param name="known">What the caller has already; returned as it is when nothing changed.</param>
    /// <returns>Null if the token was deleted.</returns>
    TokenState? ReadState(TokenState? known);

    void WriteState(TokenState state);

    /// <summary>Reads the objects.</summary>
    /// <param name="known">What the caller has already; an object that did not change keeps its instance.</param>
    /// <param name="erased">Number of the last object that is none any more.</param>
    TokenObject[] ReadObjects(TokenObject[] known, long erased);

    void WriteObject(TokenObject created);

    /// <summary>Puts the next version of an object in place of the one before.</summary>
    void ReplaceObject(TokenObject changed);

    void DeleteObject(TokenObject destroyed);

    /// <summary>Deletes what is left of objects that are none any more.</summary>
    /// <param name="erased">Number of the last of them.</param>
    void DeleteErased(long erased);

    /// <summary>Keeps other processes from writing to the token until disposed.</summary>
    /// <exception cref="IOException">Another process did not give it back in time.</exception>
    IDisposable Lock();

    /// <summary>Takes the finger sensor, which serves one login at a time.</summary>
    /// <returns>Null if another login has it.</returns>
    IDisposable? TryAcquireSensor();

    /// <summary>Whether a login has the finger sensor.</summary>
    bool IsSensorInUse();
}
