using BioToken.Pkcs11Interop;
using BioToken.Tests.OtherLibraries;
using Net.Pkcs11Interop.HighLevelAPI;

namespace BioToken.Tests.Contract;

/// <summary>The ways in which a module's file gets to a provider.</summary>
internal static class ModuleSource
{
    /// <summary>Adds the module by its path, or as Pkcs11Interop has loaded it.</summary>
    /// <returns>What to dispose after the provider; null for a module that the provider loads.</returns>
    public static IDisposable? Add(BioTokenOptions options, string path, bool byInterop)
    {
        if (!byInterop)
        {
            options.ModulePaths.Add(path);
            return null;
        }

        IPkcs11Library library = InteropLibrary.Load(path);
        options.Modules.Add(new Pkcs11LibraryModule(library, path));
        return library;
    }
}
