namespace BioToken.Cli.Output.Documents.Simulator;

/// <summary>The tokens of a simulator's directory.</summary>
internal sealed record SimulatedTokensDocument(IReadOnlyList<SimulatedTokenDetails> Tokens);
