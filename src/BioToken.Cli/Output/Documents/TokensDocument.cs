namespace BioToken.Cli;

/// <summary>The tokens that are plugged in.</summary>
internal sealed record TokensDocument(IReadOnlyList<TokenDetails> Tokens);
