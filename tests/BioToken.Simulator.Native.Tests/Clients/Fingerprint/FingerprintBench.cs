namespace BioToken.Simulator.Native.Tests.Clients.Fingerprint;

/// <summary>A token that a finger alone logs in to.</summary>
internal static class FingerprintBench
{
    public static ClientBench Create(params string[] programs) => new(programs, options => options with
    {
        Vendor = "bio-seal",
        SingleStepLogin = true,
        FingerprintTries = 3,
        FingerprintPatience = TimeSpan.FromMinutes(5),
    });
}
