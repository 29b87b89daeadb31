using System.Globalization;
using System.Security.Cryptography;
using BioToken.Npki.Keys;

namespace BioToken.Benchmarks;

/// <summary>
/// Opening a private key file of 2,048 iterations: the one form that OpenSSL opens too (PBES2 with SEED), in this process by OpenSSL's
/// library, and the form that certificate authorities write.
/// </summary>
internal sealed class KeyFileBenchmark : IBenchmark
{
    private const string Password = "benchmark1!";
    private const int Iterations = 2048;
    private const int Openings = 40;
    private const int Rounds = 15;

    public string Name => "keyfile";

    public void Run(TextWriter output)
    {
        using RSA rsa = RSA.Create(2048);
        string plain = rsa.ExportPkcs8PrivateKeyPem();
        byte[] shared = OpenSslKeyFile.Write(plain, Password, Iterations);
        using NpkiPrivateKey key = NpkiPrivateKey.Create(rsa, new byte[20]);
        byte[] usual = EncryptedPrivateKey.Encrypt(key, Password);
        OpenSslKeyFile.LoadSeed();

        double[] medians = Measure.Interleaved(
            Rounds,
            () => Time(() => OpenSslKeyFile.Open(shared, Password)),
            () => Time(() => Open(shared)),
            () => Time(() => Open(usual)));

        output.WriteLine("  µs of processor time to open a private key file of 2,048 iterations:");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  PBES2 with SEED: OpenSSL {medians[0] / 1000:F0}, EncryptedPrivateKey {medians[1] / 1000:F0}, ratio {medians[0] / medians[1]:F2}"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  seedCBCWithSHA1: EncryptedPrivateKey {medians[2] / 1000:F0}"));
    }

    /// <summary>Nanoseconds of processor time for one opening.</summary>
    private static double Time(Action open) => Measure.CpuNanoseconds(() => Repeat(open)) / Openings;

    private static void Repeat(Action open)
    {
        for (int i = 0; i < Openings; i++)
            open();
    }

    private static void Open(byte[] file)
    {
        using NpkiPrivateKey key = EncryptedPrivateKey.Parse(file).Decrypt(Password);
    }
}
