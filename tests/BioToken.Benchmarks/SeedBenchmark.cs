using System.Globalization;
using System.Security.Cryptography;
using BioToken.Npki.Ciphers;

namespace BioToken.Benchmarks;

/// <summary>SEED-CBC over 16 KiB at a time, both ways, beside OpenSSL's.</summary>
internal sealed class SeedBenchmark : IBenchmark
{
    private const int Length = 16 * 1024;
    private const int Calls = 4000;
    private const int Rounds = 15;

    public string Name => "seed";

    public void Run(TextWriter output)
    {
        using Seed seed = new(RandomNumberGenerator.GetBytes(Seed.KeySize));
        byte[] iv = RandomNumberGenerator.GetBytes(BlockCipher.BlockSize);
        byte[] plaintext = RandomNumberGenerator.GetBytes(Length);
        byte[] ciphertext = new byte[Length];
        byte[] decrypted = new byte[Length];

        double[] medians = Measure.Interleaved(
            Rounds,
            () => OpenSslSpeed.SeedCbc(Length, decrypt: false),
            () => Time(() => seed.EncryptCbc(plaintext, iv, ciphertext)),
            () => OpenSslSpeed.SeedCbc(Length, decrypt: true),
            () => Time(() => seed.DecryptCbc(ciphertext, iv, decrypted)));

        if (!decrypted.AsSpan().SequenceEqual(plaintext))
            throw new BenchmarkException("What was decrypted is not what was encrypted.");
        output.WriteLine("  MB per second of processor time, on one thread:");
        Write(output, "encrypt", openSsl: medians[0], ours: medians[1]);
        Write(output, "decrypt", openSsl: medians[2], ours: medians[3]);
    }

    /// <summary>Nanoseconds of processor time for one call.</summary>
    private static double Time(Action call) => Measure.CpuNanoseconds(() => Repeat(call)) / Calls;

    private static void Repeat(Action call)
    {
        for (int i = 0; i < Calls; i++)
            call();
    }

    private static void Write(TextWriter output, string what, double openSsl, double ours)
        => output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {what}: openssl speed {Rate(openSsl):F1}, Seed {Rate(ours):F1}, ratio {openSsl / ours:F2}  (goal: at least 0.9)"));

    private static double Rate(double nanoseconds) => Length * 1e3 / nanoseconds;
}
