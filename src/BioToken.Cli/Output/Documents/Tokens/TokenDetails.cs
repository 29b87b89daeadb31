using BioToken.Cli.Output.Text;
using BioToken.Tokens;

namespace BioToken.Cli.Output.Documents.Tokens;

/// <summary>
/// A connected token. <c>unfinished</c> is the state of an interrupted copy or erasure; null if there is none, "unknown" if the journal is
/// damaged.
/// </summary>
internal sealed record TokenDetails(
    string Label,
    string SerialNumber,
    string Vendor,
    string VendorName,
    bool VerifiedOnHardware,
    bool Simulated,
    string Manufacturer,
    string Model,
    string FirmwareVersion,
    string Module,
    ulong Slot,
    string PinState,
    int? MinPinLength,
    int? MaxPinLength,
    long? FreeMemory,
    IReadOnlyList<string> AuthenticationSteps,
    string FingerprintMethod,
    string? Unfinished)
{
    public static TokenDetails Of(BioTokenInfo token, string? unfinished) => new(
        token.Label,
        token.SerialNumber,
        token.Vendor.Id,
        token.Vendor.DisplayName,
        token.Vendor.IsVerifiedOnHardware,
        token.IsSimulated,
        token.Manufacturer,
        token.Model,
        token.FirmwareVersion.ToString(),
        token.Module,
        token.Slot,
        JsonName.Of(token.PinState),
        token.MinPinLength,
        token.MaxPinLength,
        token.FreeMemory,
        [.. token.AuthenticationSteps.Select(step => JsonName.Of(step))],
        JsonName.Of(token.FingerprintMethod),
        unfinished);
}
