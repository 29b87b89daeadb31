using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Net.Pkcs11Interop.HighLevelAPI.Factories;

namespace BioToken.Simulator.Pkcs11Interop;

/// <summary>Starts an application on the tokens of a simulator. No file is read, whatever path it is asked for.</summary>
internal sealed class SimulatedLibraryFactory(TokenSimulator simulator) : IPkcs11LibraryFactory
{
    public IPkcs11Library LoadPkcs11Library(Pkcs11InteropFactories factories, string libraryPath, AppType appType)
    {
        ArgumentNullException.ThrowIfNull(factories);
        return new SimulatedLibrary(factories, simulator.CreateCryptoki());
    }

    public IPkcs11Library LoadPkcs11Library(Pkcs11InteropFactories factories, string libraryPath, AppType appType, InitType initType)
        => LoadPkcs11Library(factories, libraryPath, appType);
}
