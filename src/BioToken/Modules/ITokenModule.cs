using BioToken.Pkcs11;
using BioToken.Pkcs11.Records;
using BioToken.Vendors;

namespace BioToken.Modules;

/// <summary>
/// Where tokens come from: a PKCS#11 module that can be started and stopped. One instance has one thread, however many providers use it: it
/// is started for the first of them and stopped after the last.
/// </summary>
public interface ITokenModule
{
    /// <summary>Path of the module's file, or a name for a module that has none.</summary>
    string Name { get; }

    /// <summary>
    /// Loads and starts the module, on the thread that all its later calls run on. Called again after <see cref="Stop"/> or
    /// <see cref="Forget"/> if the module is still needed.
    /// </summary>
    /// <exception cref="Errors.BioTokenException">It cannot be loaded or started.</exception>
    ICryptoki Start();

    /// <summary>
    /// Whether <see cref="Stop"/> ends all sessions, as <c>C_Finalize</c> does; false if another part of the program started the module
    /// before or uses it now, so that it keeps running.
    /// </summary>
    bool StopEndsSessions => true;

    /// <summary>
    /// Whether the owner of the module that <see cref="Start"/> returned has stopped it; asked before calls, on the same thread. If it has,
    /// the module is not called again, since its handles may have new owners, and open tokens report
    /// <see cref="Tokens.BioTokenState.ModuleStopped"/>.
    /// </summary>
    bool HasStopped => false;

    /// <summary>
    /// Finds the profile of a token if it is a simulated one, which protects nothing; null for a real token. Asked after
    /// <see cref="Start"/>, on the same thread. The token's own description does not decide this; the module does.
    /// </summary>
    /// <param name="token">The token's description.</param>
    /// <param name="vendors">The profiles in use.</param>
    VendorProfile? FindSimulated(TokenInfo token, VendorCatalog vendors) => null;

    /// <summary>Stops the module that <see cref="Start"/> returned.</summary>
    void Stop(ICryptoki cryptoki);

    /// <summary>
    /// Releases the module that <see cref="Start"/> returned, because another part of the program has stopped the module
    /// (<see cref="Pkcs11.Constants.CKR.CRYPTOKI_NOT_INITIALIZED"/>). If that part may have started it again, it must not be stopped here.
    /// </summary>
    void Forget(ICryptoki cryptoki) => Stop(cryptoki);
}
