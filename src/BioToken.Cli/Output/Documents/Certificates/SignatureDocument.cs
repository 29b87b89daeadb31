using BioToken.Cli.Output.Documents.Tokens;

namespace BioToken.Cli.Output.Documents.Certificates;

/// <summary>A signature that was made.</summary>
internal sealed record SignatureDocument(
    TokenName Token, string? Certificate, string File, string Signature, int Length, string Hash, string Padding);
