using BioToken.Npki.Identities;
using BioToken.Simulator.Issuing;

namespace BioToken.Cli.Tests;

/// <summary>Identities for tests, created once: generating keys takes time.</summary>
internal static class TestIdentities
{
    public const string Number = "1234567890";

    private static readonly Lock Gate = new();
    private static readonly SimulatedAuthority Authority = new();
    private static readonly Dictionary<string, NpkiIdentity> Made = [];

    /// <summary>A certificate that is valid now, with a key-management pair.</summary>
    public static NpkiIdentity Current => Get("current", new() { SerialNumber = "5A0E2C9F" });

    /// <summary>A certificate of another holder that has the serial number of <see cref="Current"/>.</summary>
    public static NpkiIdentity SameSerial
        => Get("same serial", new() { SerialNumber = "5A0E2C9F", CommonName = "이철수(SIMULATED)", HasKeyManagementPair = false });

    /// <summary>An earlier certificate of the same holder, still valid.</summary>
    public static NpkiIdentity Older
        => Get("older", new() { SerialNumber = "4B000001", NotBefore = Now.AddDays(-300), HasKeyManagementPair = false });

    /// <summary>A certificate with a VID, whose key has no R.</summary>
    public static NpkiIdentity WithoutRandomValue
        => Get("without R", new() { CommonName = "박민수(SIMULATED)", HasRandomValue = false, HasKeyManagementPair = false });

    /// <summary>A certificate of another holder.</summary>
    public static NpkiIdentity Other => Get("other", new() { CommonName = "김영희(SIMULATED)", HasKeyManagementPair = false });

    public static NpkiIdentity Expired
        => Get("expired", new() { NotBefore = Now.AddDays(-800), NotAfter = Now.AddDays(-40), HasKeyManagementPair = false });

    /// <summary>An expired certificate whose key has no R.</summary>
    public static NpkiIdentity ExpiredWithoutR
        => Get(
            "expired, no R",
            new() { NotBefore = Now.AddDays(-800), NotAfter = Now.AddDays(-40), HasRandomValue = false, HasKeyManagementPair = false });

    /// <summary>A certificate that is valid for ten more days.</summary>
    public static NpkiIdentity Expiring
        => Get("expiring", new() { NotBefore = Now.AddDays(-300), NotAfter = Now.AddDays(10), HasKeyManagementPair = false });

    public static NpkiIdentity NotYetValid => Get("future", new() { NotBefore = Now.AddDays(30), HasKeyManagementPair = false });

    /// <summary>A certificate with a VID, and a key without R.</summary>
    public static NpkiIdentity WithoutR => Get("without R", new() { HasRandomValue = false, HasKeyManagementPair = false });

    /// <summary>A certificate whose key no current token accepts.</summary>
    public static NpkiIdentity Small => Get("small", new() { KeySize = 1024, HasKeyManagementPair = false });

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static NpkiIdentity Get(string name, SimulatedIdentityOptions options)
    {
        lock (Gate)
        {
            if (!Made.TryGetValue(name, out NpkiIdentity? identity))
                Made[name] = identity = Authority.Issue(options);
            return identity;
        }
    }
}
