using BioToken.Errors;
using BioToken.Modules;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Records;
using BioToken.Resources;
using BioToken.Vendors;
using Net.Pkcs11Interop.HighLevelAPI;

namespace BioToken.Pkcs11Interop;

/// <summary>
/// The tokens of a PKCS#11 library that the application has loaded with Pkcs11Interop. The application owns the library: BioToken calls the
/// same module in the same process, and neither <c>C_Initialize</c> nor <c>C_Finalize</c>.
/// </summary>
/// <remarks>
/// Dispose the provider first and the library last. If the library is disposed before, open tokens report
/// <see cref="Tokens.BioTokenState.ModuleStopped"/>; for a library that is loaded anew, make a new instance. The library must be one of
/// Pkcs11Interop's own: simulated tokens have no file, and reach a provider by <c>SimulatedTokenModule</c>. A login belongs to the whole
/// process (PKCS#11 v2.40 section 5.6): closing an <see cref="IBioToken"/> that has logged in logs out the sessions of Pkcs11Interop with
/// that token, too. Load the library with <c>AppType.MultiThreaded</c>, since BioToken calls it on a thread of its own.
/// </remarks>
/// <example>
/// <code>
/// using IPkcs11Library library = factories.Pkcs11LibraryFactory.LoadPkcs11Library(factories, path, AppType.MultiThreaded);
/// await using BioTokenProvider provider = new(new BioTokenOptions { Modules = { new Pkcs11LibraryModule(library, path) } });
/// </code>
/// </example>
public sealed class Pkcs11LibraryModule : ITokenModule
{
    private readonly NativeTokenModule _module;

    /// <summary>Describes the library; it is first called when tokens are listed.</summary>
    /// <param name="library">The library. It stays the caller's to dispose, and is kept alive until then.</param>
    /// <param name="path">
    /// Absolute path that it was loaded from. <see cref="IPkcs11Library"/> does not show it, and the vendor profile is found by its name.
    /// </param>
    /// <exception cref="ArgumentException">The path is not absolute.</exception>
    public Pkcs11LibraryModule(IPkcs11Library library, string path)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(path);
        Library = library;
        _module = new NativeTokenModule(path, isAttached: true);
    }

    /// <summary>The library. Without a reference to it, Pkcs11Interop would finalize the module when it is collected.</summary>
    public IPkcs11Library Library { get; }

    /// <inheritdoc/>
    public string Name => _module.Name;

    /// <inheritdoc/>
    public bool StopEndsSessions => false;

    /// <inheritdoc/>
    public bool HasStopped
    {
        get
        {
            try
            {
                _ = Library.Factories;
                return false;
            }
            catch (ObjectDisposedException)
            {
                return true;
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="BioTokenException">The library was disposed, or the module is not initialized.</exception>
    public ICryptoki Start() => HasStopped
        ? throw new BioTokenException(BioTokenError.ModuleInitializationFailed, Messages.Format("ErrorLibraryDisposed", Name))
        : _module.Start();

    /// <inheritdoc/>
    public VendorProfile? FindSimulated(TokenInfo token, VendorCatalog vendors) => _module.FindSimulated(token, vendors);

    /// <inheritdoc/>
    public void Stop(ICryptoki cryptoki) => _module.Stop(cryptoki);

    /// <inheritdoc/>
    public void Forget(ICryptoki cryptoki) => _module.Forget(cryptoki);
}
