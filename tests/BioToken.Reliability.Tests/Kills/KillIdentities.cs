using BioToken.Npki.Identities;
using BioToken.Simulator.Issuing;

namespace BioToken.Reliability.Tests;

/// <summary>The certificates of the kill tests, created once, since key generation is slow.</summary>
internal static class KillIdentities
{
    private static readonly SimulatedAuthority Authority = new();

    /// <summary>The identity that is replaced or erased.</summary>
    public static NpkiIdentity Old { get; } = Authority.Issue(new() { SerialNumber = "4B000001" });

    /// <summary>Its renewal.</summary>
    public static NpkiIdentity New { get; } = Authority.Issue(new() { SerialNumber = "5A0E2C9F" });

    /// <summary>An identity of another person, which no command names.</summary>
    public static NpkiIdentity Other { get; }
        = Authority.Issue(new() { SerialNumber = "61000007", CommonName = "김영희(SIMULATED)", HasKeyManagementPair = false });

    public static IEnumerable<NpkiIdentity> All => [Old, New, Other];
}
