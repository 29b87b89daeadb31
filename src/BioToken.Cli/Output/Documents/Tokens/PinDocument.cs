namespace BioToken.Cli.Output.Documents.Tokens;

/// <summary>What <c>pin</c> did.</summary>
/// <param name="Token">The token whose PIN is the new one.</param>
internal sealed record PinDocument(TokenName Token);
