using System.Runtime.InteropServices;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Loading;

namespace BioToken.Benchmarks;

/// <summary>The tests' stub module, loaded as the library loads a driver, with the stub's own controls.</summary>
internal sealed unsafe class StubLibrary : IDisposable
{
    private const int AttributeCallsReading = 5; // ATTRIBUTE_CALLS in stub.h

    private readonly nint _library;
    private readonly CryptokiModule _module;

    public StubLibrary()
    {
        _module = CryptokiModule.Load(Path);
        _library = NativeLibrary.Load(Path);
    }

    public string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "stub-native.so");

    public ICryptoki Cryptoki => _module.Cryptoki;

    public ulong AttributeCalls
        => ((delegate* unmanaged[Cdecl]<int, ulong>)Export("stub_get"))(AttributeCallsReading);

    /// <summary>Returns the nanoseconds that a number of calls take from C.</summary>
    public double TimeLoop(ulong calls) => ((delegate* unmanaged[Cdecl]<ulong, ulong>)Export("stub_time_loop"))(calls);

    /// <summary>Writes certificates of a given size to the token.</summary>
    public void Fill(int count, int size) => ((delegate* unmanaged[Cdecl]<int, int, void>)Export("stub_fill"))(count, size);

    public void Dispose() => _module.Dispose();

    private nint Export(string name) => NativeLibrary.GetExport(_library, name);
}
