using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Cryptoki;
using BioToken.Simulator.Native.Codec;
using static BioToken.Simulator.Native.EntryPoints.EntryPoint;
using static BioToken.Simulator.Native.EntryPoints.LoadedModule;

namespace BioToken.Simulator.Native.EntryPoints;

/// <summary>General-purpose functions (PKCS#11 v2.40 section 5.4).</summary>
internal static unsafe class GeneralEntryPoints
{
    /// <summary>C_Initialize; the C library calls it once at a time, and only if the module is not initialized.</summary>
    /// <param name="directory">The environment's BIOTOKEN_SIMULATOR as C sees it; null if it is not set, or .NET ran before.</param>
    /// <param name="problem">Receives one line, ended by a zero, that names the unreadable tokens and the reasons.</param>
    /// <param name="capacity">Its capacity in bytes.</param>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint Initialize(byte* directory, byte* problem, nuint capacity) => Run(() =>
    {
        TokenSimulator simulator = TokenSimulator.Open(Marshal.PtrToStringUTF8((nint)directory) ?? TokenSimulator.DefaultDirectory);
        WriteLine(simulator.FindProblem(), new Span<byte>(problem, (int)capacity));
        SimulatedCryptoki module = simulator.CreateCryptoki();
        CKR rv = module.Initialize();
        if (rv == CKR.OK)
        {
            Set(module, simulator);
            return rv;
        }

        module.Dispose();
        simulator.Dispose();
        return rv;
    });

    private static void WriteLine(string? text, Span<byte> place)
    {
        string line = text?.ReplaceLineEndings(" ") ?? "";
        Encoding.UTF8.GetEncoder().Convert(line, place[..^1], flush: true, out _, out int written, out _);
        place[written] = 0;
    }

    /// <summary>C_Finalize; the C library calls it once per successful <see cref="Initialize"/>.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint FinalizeModule() => Run(() =>
    {
        Stop();
        return CKR.OK;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint GetInfo(byte* info) => Describe(
        static (SimulatedCryptoki module, nuint _, out CryptokiInfo value) => module.GetInfo(out value),
        0, info, Structures.Info.Size, Structures.Encode);
}
