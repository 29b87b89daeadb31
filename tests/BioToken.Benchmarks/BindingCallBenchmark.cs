using System.Globalization;
using System.Runtime.CompilerServices;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Native;

namespace BioToken.Benchmarks;

/// <summary>The cost of a call through the binding in addition to the same call from C: the stub's C_Logout does nothing.</summary>
internal sealed class BindingCallBenchmark : IBenchmark
{
    private const int Calls = 50_000; // a round short enough to run undisturbed on a busy machine
    private const int Rounds = 501;

    public string Name => "binding";

    public void Run(TextWriter output)
    {
        using var stub = new StubLibrary();
        var binding = (NativeCryptoki)stub.Cryptoki;
        double[] medians = Measure.Interleaved(
            Rounds,
            () => stub.TimeLoop(Calls) / Calls,
            () => Measure.Nanoseconds(() => Loop(binding)) / Calls);
        (double c, double direct) = (medians[0], medians[1]);
        double general = Measure.Alone(Rounds, () => Measure.Nanoseconds(() => LoopOverInterface(binding)) / Calls);
        long allocated = Measure.AllocatedBytes(() => Loop(binding));

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  loop in C                 {c:F2} ns per call"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  loop over the binding     {direct:F2} ns per call"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  difference                {direct - c:F2} ns  (goal: at most 3)"));
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"  call through ICryptoki    {general:F2} ns, when it is not inlined"));
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"  allocated                 {allocated} bytes for {Calls} calls  (goal: 0)"));
    }

    // Fully optimized at once, like the C loop: the comparison must not depend on when the runtime optimizes it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Loop(NativeCryptoki binding)
    {
        for (int i = 0; i < Calls; i++)
        {
            if (binding.Logout(0x51) != CKR.OK)
                throw Failed();
        }
    }

    private static void LoopOverInterface(ICryptoki cryptoki)
    {
        for (int i = 0; i < Calls; i++)
        {
            if (LogOut(cryptoki) != CKR.OK)
                throw Failed();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static CKR LogOut(ICryptoki cryptoki) => cryptoki.Logout(0x51);

    private static InvalidOperationException Failed() => new("The stub's C_Logout failed.");
}
