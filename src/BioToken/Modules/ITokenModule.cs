using BioToken.Pkcs11;

namespace BioToken;

/// <summary>Where tokens come from: a PKCS#11 module that can be started and stopped.</summary>
public interface ITokenModule
{
    /// <summary>Path of the module's file, or a name for a module that has none.</summary>
    string Name { get; }

    /// <summary>Loads and starts the module. Called once, on the thread that all its later calls run on.</summary>
    /// <exception cref="BioTokenException">It cannot be loaded or started.</exception>
    ICryptoki Start();

    /// <summary>
    /// Whether <see cref="Stop"/> ends all sessions, as <c>C_Finalize</c> does; false where another part of the program had started the module
    /// before, which then goes on.
    /// </summary>
    bool StopEndsSessions => true;

    /// <summary>Stops what <see cref="Start"/> returned.</summary>
    void Stop(ICryptoki cryptoki);
}
