using BioToken.Cli.Output.Documents.Tokens;

namespace BioToken.Cli.Output.Documents.Certificates;

/// <summary>The result of a copy or an erasure.</summary>
/// <param name="Token">The token.</param>
/// <param name="Written">The certificate that was written; null for an erasure.</param>
/// <param name="Erased">The certificate that was erased; null if none was.</param>
/// <param name="Verified">How each private key was verified that was written by this command; empty if none was.</param>
/// <param name="Remaining">Objects related to the erased certificate that stayed; null for a copy.</param>
internal sealed record ChangeDocument(
    TokenName Token,
    CertificateDetails? Written,
    CertificateDetails? Erased,
    VerifiedDetails[] Verified,
    IReadOnlyList<ObjectDetails>? Remaining = null);
