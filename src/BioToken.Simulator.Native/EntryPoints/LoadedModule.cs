using BioToken.Simulator.Cryptoki;

namespace BioToken.Simulator.Native.EntryPoints;

/// <summary>The module behind the C library.</summary>
internal static class LoadedModule
{
    // The C library passes no call on before the first C_Initialize; after C_Finalize the last module reports that it is not initialized.
    private static SimulatedCryptoki s_current = null!;
    private static TokenSimulator? s_simulator;

    public static SimulatedCryptoki Module => Volatile.Read(ref s_current);

    /// <summary>Takes over an initialized module and its tokens.</summary>
    public static void Set(SimulatedCryptoki module, TokenSimulator simulator)
    {
        s_simulator = simulator;
        Volatile.Write(ref s_current, module);
    }

    /// <summary>Stops the module and closes its tokens.</summary>
    public static void Stop()
    {
        s_simulator?.Dispose();
        s_simulator = null;
    }
}
