namespace BioToken.Cli.Output.Documents.Tokens;

/// <summary>The tokens that are plugged in, and what could not be read.</summary>
internal sealed record TokensDocument(IReadOnlyList<TokenDetails> Tokens, IReadOnlyList<SkippedDetails> Skipped);
