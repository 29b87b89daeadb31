namespace BioToken.Cli;

/// <summary>What opening a private key showed.</summary>
/// <param name="BelongsToCertificate">Always true: a key that does not is an error.</param>
/// <param name="HasRandomValue">Whether R is there; its value is never shown.</param>
/// <param name="IdentityNumberCheck">Whether the identity number is the holder's; null if none was given.</param>
internal sealed record KeyDetails(bool BelongsToCertificate, bool HasRandomValue, string? IdentityNumberCheck);
