namespace BioToken.Tokens;

/// <summary>A token that was connected or removed.</summary>
public sealed class BioTokenChange
{
    /// <summary>Connected or removed.</summary>
    public required BioTokenChangeKind Kind { get; init; }

    /// <summary>The token, as it was last seen.</summary>
    public required BioTokenInfo Token { get; init; }
}
