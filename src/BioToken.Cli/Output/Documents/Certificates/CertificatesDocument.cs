using BioToken.Cli.Output.Documents.Tokens;

namespace BioToken.Cli.Output.Documents.Certificates;

/// <summary>The identities on a token.</summary>
/// <param name="Token">The token.</param>
/// <param name="LoggedIn">False if private objects were not visible.</param>
/// <param name="Certificates">The identities.</param>
/// <param name="Unreadable">Objects that cannot be read.</param>
internal sealed record CertificatesDocument(
    TokenName Token, bool LoggedIn, IReadOnlyList<IdentityDetails> Certificates, IReadOnlyList<UnreadableDetails> Unreadable);
