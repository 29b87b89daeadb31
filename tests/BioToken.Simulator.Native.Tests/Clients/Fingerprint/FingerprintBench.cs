namespace BioToken.Simulator.Native.Tests.Clients.Fingerprint;

/// <summary>A token that requires only a fingerprint for the login.</summary>
internal static class FingerprintBench
{
    public static ClientBench Create(params string[] programs) => Create(options => options, programs);

    public static ClientBench Create(Func<SimulatedTokenOptions, SimulatedTokenOptions> change, params string[] programs)
        => new(programs, options => change(options with
        {
            Vendor = "bio-seal",
            MaxFingerprintAttempts = 3,
            FingerprintTimeout = TimeSpan.FromMinutes(5),
        }));
}
