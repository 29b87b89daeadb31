namespace BioToken.Tokens;

/// <summary>A token that was plugged in or pulled out.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Token">The token, as it was last seen.</param>
public sealed record BioTokenChange(BioTokenChangeKind Kind, BioTokenInfo Token);
