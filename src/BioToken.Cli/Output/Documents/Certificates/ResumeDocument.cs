using BioToken.Cli.Output.Documents.Tokens;

namespace BioToken.Cli.Output.Documents.Certificates;

/// <summary>The result of resuming.</summary>
/// <param name="Token">The token.</param>
/// <param name="Outcome"><c>nothing</c>, <c>rolledBack</c>, <c>completed</c> or <c>abandoned</c>.</param>
/// <param name="NewSerialNumber">The certificate that was to be written; null if none.</param>
/// <param name="OldSerialNumber">The certificate that was to be erased; null if none.</param>
/// <param name="Verified">How each private key was verified by this command; empty if none was.</param>
internal sealed record ResumeDocument(
    TokenName Token, string Outcome, string? NewSerialNumber, string? OldSerialNumber, VerifiedDetails[] Verified);
