using BioToken.Tokens;

namespace BioToken.Modules;

/// <summary>What a search for tokens found, and what it could not read.</summary>
public sealed class TokenScan
{
    /// <summary>The tokens that are plugged in.</summary>
    public required IReadOnlyList<BioTokenInfo> Tokens { get; init; }

    /// <summary>Modules and slots that failed; empty if everything could be read.</summary>
    public IReadOnlyList<SkippedSource> Skipped { get; init; } = [];
}
