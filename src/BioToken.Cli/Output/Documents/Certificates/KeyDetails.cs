namespace BioToken.Cli.Output.Documents.Certificates;

/// <summary>Details of an opened private key.</summary>
/// <param name="BelongsToCertificate">Always true: a key that does not is an error.</param>
/// <param name="HasRandomValue">Whether R is there; its value is never shown.</param>
/// <param name="HasUnusableRandomValue">Whether R is present but unusable.</param>
/// <param name="IdentityChecksFail">
/// Whether identity checks (신원확인) will fail: the certificate has a VID, and the key no R; or its VID cannot be read.
/// </param>
/// <param name="IdentityNumberCheck">Whether the identity number is the holder's; null if none was specified.</param>
/// <param name="IdentityNumberProblem">
/// The missing part if it could not be checked, a <see cref="IdentityNumberProblem"/>; null if it was.
/// </param>
internal sealed record KeyDetails(
    bool BelongsToCertificate,
    bool HasRandomValue,
    bool HasUnusableRandomValue,
    bool IdentityChecksFail,
    string? IdentityNumberCheck,
    string? IdentityNumberProblem);
