namespace BioToken.Tokens;

/// <summary>A token that was connected or removed.</summary>
/// <param name="Kind">Connected or removed.</param>
/// <param name="Token">The token, as it was last seen.</param>
public sealed record BioTokenChange(BioTokenChangeKind Kind, BioTokenInfo Token);
