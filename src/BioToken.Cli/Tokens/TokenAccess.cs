using BioToken.Cli.Secrets;

namespace BioToken.Cli.Tokens;

/// <summary>Which token, and how a person logs in to it, as it was typed.</summary>
/// <param name="Source">The token's source.</param>
/// <param name="Options">How long to wait for a finger, and whether the final PIN attempt is allowed.</param>
/// <param name="Pin">The PIN's source.</param>
internal sealed record TokenAccess(TokenSource Source, BioTokenOptions Options, SecretSource Pin);
