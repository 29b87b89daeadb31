using System.Runtime.InteropServices;
using BioToken.Pkcs11.Layout;
using BioToken.Pkcs11.Loading;
using BioToken.Pkcs11.Native;

namespace BioToken.Pkcs11.Tests;

/// <summary>A copy of the stub module with its own state: the system distinguishes libraries by their files.</summary>
internal sealed unsafe class StubModule : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly delegate* unmanaged[Cdecl]<int, ulong, void> _set;
    private readonly delegate* unmanaged[Cdecl]<int, ulong> _get;

    public StubModule(StubAbi abi = StubAbi.Native)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stub module is compiled with the C compiler of Unix systems.");
        Layout = abi == StubAbi.Native ? CkLayout.Native : CkLayout.Win64;
        Path = _folder["stub.so"];
        File.Copy(System.IO.Path.Combine(AppContext.BaseDirectory, abi == StubAbi.Native ? "stub-native.so" : "stub-narrow.so"), Path);
        Library = NativeLibrary.Load(Path);
        _set = (delegate* unmanaged[Cdecl]<int, ulong, void>)NativeLibrary.GetExport(Library, "stub_set");
        _get = (delegate* unmanaged[Cdecl]<int, ulong>)NativeLibrary.GetExport(Library, "stub_get");
    }

    public string Path { get; }

    public CkLayout Layout { get; }

    public nint Library { get; }

    public ulong this[StubReading reading] => _get((int)reading);

    public void Set(StubSetting setting, ulong value) => _set((int)setting, value);

    /// <summary>Binds the module with its current settings.</summary>
    public NativeCryptoki Bind()
    {
        var structures = new CkStructures(Layout);
        return new(ModuleLibrary.ReadFunctionList(Library, ModuleFile.Inspect(Path), structures), structures);
    }

    /// <summary>Loads the module as a caller would.</summary>
    public CryptokiModule Load() => CryptokiModule.Load(Path, Layout);

    public void Dispose() => _folder.Dispose();
}
