using System.Runtime.InteropServices;
using Net.Pkcs11Interop.HighLevelAPI;

namespace BioToken.Testing;

/// <summary>Lets Pkcs11Interop load modules on a current Linux.</summary>
public static class Pkcs11InteropLoader
{
    /// <summary>
    /// Finds the loader's functions for it. It asks for "libdl", and glibc 2.34 and later install no file of that name without a version.
    /// Call it once in a process, before the first module.
    /// </summary>
    public static void Prepare() => NativeLibrary.SetDllImportResolver(
        typeof(Pkcs11InteropFactories).Assembly,
        static (name, assembly, path) => name == "libdl" && OperatingSystem.IsLinux() ? NativeLibrary.Load("libdl.so.2", assembly, path) : 0);
}
