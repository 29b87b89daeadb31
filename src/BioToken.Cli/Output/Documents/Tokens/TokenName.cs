using BioToken.Tokens;

namespace BioToken.Cli.Output.Documents.Tokens;

/// <summary>Which token a result is about.</summary>
internal sealed record TokenName(string Label, string SerialNumber, string Vendor, bool Simulated, bool VerifiedOnHardware)
{
    public static TokenName Of(BioTokenInfo token)
        => new(token.Label, token.SerialNumber, token.Vendor.Id, token.IsSimulated, token.Vendor.IsVerifiedOnHardware);
}
