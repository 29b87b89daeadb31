using BioToken.Npki.VirtualIdentifiers;

namespace BioToken.Simulator.Issuing;

/// <summary>
/// Specifies the contents of a <see cref="SimulatedAuthority"/>'s certificate. The defaults make a business's general-purpose certificate.
/// </summary>
public sealed record SimulatedIdentityOptions
{
    /// <summary>The CN of the holder's name.</summary>
    public string CommonName { get; init; } = "홍길동(SIMULATED)";

    /// <summary>The OU parts of the holder's name, most specific first.</summary>
    public IReadOnlyList<string> OrganizationalUnits { get; init; } = ["SIMULATED"];

    /// <summary>The holder's real name; null omits the name and with it the VID.</summary>
    public string? RealName { get; init; } = "홍길동";

    /// <summary>Start of validity; null means one day before now. Whole seconds count.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>End of validity; null means one year after its start.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>
    /// The serial number in hexadecimal, whole bytes; null means a random one. The key-management certificate has the next one.
    /// </summary>
    public string? SerialNumber { get; init; }

    /// <summary>The certificate policy; null omits it. By default KICA's for general-purpose business certificates (사업자 범용).</summary>
    public string? PolicyOid { get; init; } = "1.2.410.200004.5.2.1.1";

    /// <summary>The holder's identity number, 10 or 13 digits, made up; null omits the VID.</summary>
    public string? IdentityNumber { get; init; } = "1234567890";

    /// <summary>The hash function of the VID.</summary>
    public VirtualIdentifierHash VirtualIdentifierHash { get; init; } = VirtualIdentifierHash.Sha256;

    /// <summary>Whether the signing key holds R. Without it a VID cannot be checked.</summary>
    public bool HasRandomValue { get; init; } = true;

    /// <summary>Whether there is a key-management pair (암호용) too.</summary>
    public bool HasKeyManagementPair { get; init; } = true;

    /// <summary>Size of the RSA keys in bits.</summary>
    public int KeySize { get; init; } = 2048;
}
