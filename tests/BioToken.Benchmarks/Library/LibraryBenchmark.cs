using System.Globalization;

namespace BioToken.Benchmarks;

/// <summary>
/// The simulator as a shared library, in wall-clock time: RSA-2048 signatures on one and two threads compared with OpenSSL's and
/// SoftHSM2's, the time from load to C_Initialize, and resident memory over 100,000 signatures. One C program makes the calls for both
/// libraries.
/// </summary>
internal sealed class LibraryBenchmark : IBenchmark
{
    private const int Signatures = 8000;
    private const int SoakSignatures = 100_000;
    private const int Rounds = 5;

    public string Name => "library";

    public void Run(TextWriter output)
    {
        using DriverToken simulated = DriverToken.Simulated();
        using DriverToken softHsm = DriverToken.SoftHsm();
        foreach (int threads in (ReadOnlySpan<int>)[1, 2])
            PrintSignatures(output, simulated, softHsm, threads);
        double[] starts = Measure.Interleaved(Rounds, simulated.Start, softHsm.Start);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  load to C_Initialize: simulator {starts[0] / 1e6:F0} ms, SoftHSM2 {starts[1] / 1e6:F0} ms"));
        (long before, long after) = simulated.Memory(SoakSignatures);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  resident memory after {SoakSignatures / 10} and after {SoakSignatures} signatures: {before} KiB, {after} KiB"));
    }

    private static void PrintSignatures(TextWriter output, DriverToken simulated, DriverToken softHsm, int threads)
    {
        double[] medians = Measure.Interleaved(
            Rounds,
            () => OpenSslSpeed.RsaSignatureByTheClock(threads),
            () => simulated.Sign(threads, Signatures) / (Signatures * threads),
            () => softHsm.Sign(threads, Signatures) / (Signatures * threads));
        (double openSsl, double ours, double theirs) = (medians[0], medians[1], medians[2]);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  signatures per second, {threads} thread(s): openssl speed {1e9 / openSsl:F0}, simulator {1e9 / ours:F0}, SoftHSM2 {1e9 / theirs:F0}"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"    ratio to openssl {openSsl / ours:F2}  (goal: at least 0.9), to SoftHSM2 {theirs / ours:F2}  (goal: at least 2)"));
    }
}
