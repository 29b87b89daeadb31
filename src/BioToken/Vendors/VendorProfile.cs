using BioToken.Authentication;
using BioToken.Npki.Certificates;
using BioToken.Pkcs11.Constants;

namespace BioToken.Vendors;

/// <summary>
/// The known or, until verified on a device, assumed properties of one manufacturer's token and driver. A profile is data: configuration
/// can override or extend any part of it (<see cref="VendorCatalog"/>).
/// </summary>
public sealed record VendorProfile
{
    /// <summary>Short name for options and commands, for instance <c>bio-seal</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Product name in English.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Product name in Korean, with its manufacturer, as users know it.</summary>
    public required string KoreanName { get; init; }

    /// <summary>Name of the driver among Windows' installed programs; null if not known.</summary>
    public string? ProgramName { get; init; }

    /// <summary>
    /// File names of the PKCS#11 module, compared without case. Two manufacturers share <c>BioSign.dll</c>: the name alone does not
    /// identify one.
    /// </summary>
    public IReadOnlyList<string> Libraries { get; init; } = [];

    /// <summary>
    /// Major version of the library that distinguishes manufacturers with the same file name; null if the name is enough.
    /// </summary>
    public int? LibraryMajorVersion { get; init; }

    /// <summary>Driver version in the published token list of 2021; null if it has none.</summary>
    public string? ListedVersion { get; init; }

    /// <summary>SHA-1 of the driver in that list (hex); for reports only, never a reason to reject a driver. Null if it has none.</summary>
    public string? ListedSha1 { get; init; }

    /// <summary>
    /// Id of the certificate authority (<see cref="NpkiAuthority.Id"/>) whose help line serves the users of this token; null if none is
    /// known.
    /// </summary>
    public string? SupportAuthority { get; init; }

    /// <summary>
    /// Whether CKF_PROTECTED_AUTHENTICATION_PATH, set by the token, means that the device itself asks for the finger. False if the steps
    /// are known: the flag is not always right.
    /// </summary>
    public bool UsesProtectedPathFlag { get; init; }

    /// <summary>The steps and their order.</summary>
    public IReadOnlyList<AuthenticationStep> AuthenticationSteps { get; init; } = [AuthenticationStep.Pin];

    /// <summary>How the token asks for the finger.</summary>
    public FingerprintMethod FingerprintMethod { get; init; }

    /// <summary>Meanings of return values that differ from the standard.</summary>
    public IReadOnlyDictionary<CKR, AuthenticationFailure> ReturnValues { get; init; } = new Dictionary<CKR, AuthenticationFailure>();

    /// <summary>Where the device reports the attempts left; null if only the standard PIN flags do.</summary>
    public AttemptCounters? AttemptCounters { get; init; }

    /// <summary>The attributes of the object that holds the random value R.</summary>
    public RandomValueTemplate RandomValue { get; init; } = new();

    /// <summary>True once a person has verified this profile on the real device. No profile is verified yet.</summary>
    public bool IsVerifiedOnHardware { get; init; }
}
