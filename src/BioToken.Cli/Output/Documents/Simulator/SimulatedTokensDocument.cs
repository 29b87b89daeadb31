namespace BioToken.Cli;

/// <summary>The tokens of a simulator's directory.</summary>
internal sealed record SimulatedTokensDocument(IReadOnlyList<SimulatedTokenDetails> Tokens);
