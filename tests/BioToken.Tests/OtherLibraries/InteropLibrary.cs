using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Net.Pkcs11Interop.HighLevelAPI;

namespace BioToken.Tests.OtherLibraries;

/// <summary>Pkcs11Interop in the same process, as programs have it that used it before.</summary>
internal static class InteropLibrary
{
    private static readonly ConcurrentDictionary<string, IPkcs11Library> Latest = new(StringComparer.Ordinal);

    [ModuleInitializer]
    public static void Prepare() => Pkcs11InteropLoader.Prepare();

    /// <summary>Loads and initializes a module. Disposing it finalizes the module, whoever else uses it.</summary>
    public static IPkcs11Library Load(string path)
    {
        Pkcs11InteropFactories factories = new();
        return Latest[path] = factories.Pkcs11LibraryFactory.LoadPkcs11Library(
            factories, path, Net.Pkcs11Interop.Common.AppType.MultiThreaded);
    }

    /// <summary>The library that was loaded last from a path.</summary>
    public static IPkcs11Library LatestOf(string path) => Latest[path];
}
