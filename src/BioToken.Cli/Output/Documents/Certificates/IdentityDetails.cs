using BioToken.Identities;

namespace BioToken.Cli.Output.Documents.Certificates;

/// <summary>An identity on a token.</summary>
/// <param name="Certificate">The certificate for signing.</param>
/// <param name="KeyManagement">The certificate for key management; null if there is none.</param>
/// <param name="KeyId">CKA_ID in hexadecimal.</param>
/// <param name="PrivateKeyVisible">Whether the private key was visible.</param>
/// <param name="RandomValueVisible">Whether R was visible.</param>
internal sealed record IdentityDetails(
    CertificateDetails Certificate, CertificateDetails? KeyManagement, string KeyId, bool PrivateKeyVisible, bool RandomValueVisible)
{
    public static IdentityDetails Of(TokenIdentity identity) => new(
        CertificateDetails.Of(identity.Certificate),
        identity.KeyManagementCertificate is { } km ? CertificateDetails.Of(km) : null,
        Convert.ToHexStringLower(identity.KeyId.Span),
        identity.HasPrivateKey,
        identity.HasRandomValue);
}
