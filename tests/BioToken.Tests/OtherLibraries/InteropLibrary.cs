using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Net.Pkcs11Interop.HighLevelAPI;

namespace BioToken.Tests.OtherLibraries;

/// <summary>Pkcs11Interop in the same process, as programs have it that used it before.</summary>
internal static class InteropLibrary
{
    /// <summary>
    /// It asks for "libdl", and glibc 2.34 and later install no file of that name without a version: its functions are in libc.
    /// </summary>
    [ModuleInitializer]
    public static void FindLoader() => NativeLibrary.SetDllImportResolver(
        typeof(Pkcs11InteropFactories).Assembly,
        static (name, assembly, path)
            => name == "libdl" && OperatingSystem.IsLinux() ? NativeLibrary.Load("libdl.so.2", assembly, path) : 0);

    private static readonly ConcurrentDictionary<string, IPkcs11Library> Latest = new(StringComparer.Ordinal);

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
