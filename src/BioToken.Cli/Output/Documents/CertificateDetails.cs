using BioToken.Npki;

namespace BioToken.Cli;

/// <summary>A certificate.</summary>
internal sealed record CertificateDetails(
    string SerialNumber,
    string Subject,
    string Issuer,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    string Purpose,
    string PurposeKorean,
    string? PolicyOid,
    bool TestAuthority)
{
    public static CertificateDetails Of(NpkiCertificate certificate) => new(
        certificate.SerialNumber,
        certificate.Subject,
        certificate.Issuer,
        certificate.NotBefore,
        certificate.NotAfter,
        certificate.Purpose.EnglishName,
        certificate.Purpose.KoreanName,
        certificate.Purpose.PolicyOid,
        certificate.IsFromTestAuthority);
}
