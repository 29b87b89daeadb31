using System.Globalization;

namespace BioToken.Benchmarks;

/// <summary>
/// <c>openssl speed</c> on one thread. It runs for one second of wall-clock time and divides by the processor time that it used in user
/// mode, so that other work on the machine does not count.
/// </summary>
internal static class OpenSslSpeed
{
    /// <summary>Nanoseconds of processor time for one RSA-2048 signature (PKCS #1 v1.5).</summary>
    public static double RsaSignature() => 1e9 / Run("+F2:", field: 3, ["rsa2048"]);

    /// <summary>Wall-clock nanoseconds for one RSA-2048 signature (PKCS #1 v1.5), made by that many concurrent processes.</summary>
    public static double RsaSignatureByTheClock(int processes)
    {
        string[] several = processes == 1 ? [] : ["-multi", processes.ToString(CultureInfo.InvariantCulture)];
        return 1e9 / Run("+F2:", field: 3, ["-elapsed", .. several, "rsa2048"]);
    }

    /// <summary>Nanoseconds of processor time for one call over that many bytes.</summary>
    public static double SeedCbc(int bytes, bool decrypt)
    {
        string size = bytes.ToString(CultureInfo.InvariantCulture);
        string[] direction = decrypt ? ["-decrypt"] : [];
        return 1e9 * bytes / Run(
            "+F:", field: 3, ["-bytes", size, .. direction, "-evp", "seed-cbc", "-provider", "legacy", "-provider", "default"]);
    }

    /// <summary>
    /// Runs a test and reads the rate from the line of results: fields separated by colons, the first of which is the kind.
    /// </summary>
    private static double Run(string kind, int field, string[] what)
    {
        string output = Tool.Run("openssl", ["speed", "-mr", "-seconds", "1", .. what]);
        string? line = output.Split('\n').FirstOrDefault(l => l.StartsWith(kind, StringComparison.Ordinal));
        return double.TryParse(line?.Split(':').ElementAtOrDefault(field), CultureInfo.InvariantCulture, out double rate) && rate > 0
            ? rate
            : throw new BenchmarkException($"openssl speed {string.Join(' ', what)} printed no rate that is understood: {output.Trim()}");
    }
}
