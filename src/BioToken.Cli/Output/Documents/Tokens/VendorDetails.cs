using BioToken.Cli.Output.Text;
using BioToken.Vendors;

namespace BioToken.Cli.Output.Documents.Tokens;

/// <summary>A vendor profile.</summary>
internal sealed record VendorDetails(
    string Id,
    string Name,
    string KoreanName,
    string? ProgramName,
    IReadOnlyList<string> Libraries,
    int? LibraryMajorVersion,
    string? ListedVersion,
    IReadOnlyList<string> AuthenticationSteps,
    string FingerprintMethod,
    bool VerifiedOnHardware)
{
    public static VendorDetails Of(VendorProfile profile) => new(
        profile.Id,
        profile.DisplayName,
        profile.KoreanName,
        profile.ProgramName,
        profile.Libraries,
        profile.LibraryMajorVersion,
        profile.ListedVersion,
        [.. profile.AuthenticationSteps.Select(step => JsonName.Of(step))],
        JsonName.Of(profile.FingerprintMethod),
        profile.IsVerifiedOnHardware);
}
