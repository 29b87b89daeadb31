namespace BioToken.Cli.Output.Documents.Tokens;

/// <summary>The connected tokens, and the modules and slots that could not be read.</summary>
internal sealed record TokensDocument(IReadOnlyList<TokenDetails> Tokens, IReadOnlyList<SkippedDetails> Skipped);
