using BioToken.Npki.Identities;
using BioToken.Simulator.Issuing;

namespace BioToken.Npki.Tests.Identities;

/// <summary>Identities that tests share, since generating their keys takes time. They are never disposed.</summary>
internal static class Simulated
{
    public const string Password = "Simulated#2026";
    public const string IdentityNumber = "1234567890";

    private static readonly Lazy<SimulatedAuthority> SharedAuthority = new(() => new());
    private static readonly Lazy<NpkiIdentity> SharedFull = new(() => Authority.Issue());
    private static readonly Lazy<NpkiIdentity> SharedSignOnly = new(
        () => Authority.Issue(new() { HasKeyManagementPair = false, HasRandomValue = false }));

    public static SimulatedAuthority Authority => SharedAuthority.Value;

    /// <summary>With R and a key-management pair.</summary>
    public static NpkiIdentity Full => SharedFull.Value;

    /// <summary>Without R and without a key-management pair.</summary>
    public static NpkiIdentity SignOnly => SharedSignOnly.Value;
}
