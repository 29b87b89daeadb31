namespace BioToken.Cli.Output.Documents.Tokens;

/// <summary>The result of <c>pin</c>.</summary>
/// <param name="Token">The token whose PIN was changed.</param>
internal sealed record PinDocument(TokenName Token);
