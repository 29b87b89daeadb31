using BioToken.Tokens;

namespace BioToken.Modules;

/// <summary>What a search for tokens found, and what it could not read.</summary>
/// <param name="Tokens">The tokens that are plugged in.</param>
/// <param name="Skipped">Modules and slots that failed; empty if everything could be read.</param>
public sealed record TokenScan(IReadOnlyList<BioTokenInfo> Tokens, IReadOnlyList<SkippedSource> Skipped);
