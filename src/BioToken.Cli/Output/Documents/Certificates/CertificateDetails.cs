using BioToken.Npki.Certificates;

namespace BioToken.Cli.Output.Documents.Certificates;

/// <summary>A certificate.</summary>
/// <param name="SerialNumber">Serial number in hexadecimal.</param>
/// <param name="Subject">The holder's name.</param>
/// <param name="Issuer">The issuing CA's name.</param>
/// <param name="NotBefore">Start of validity.</param>
/// <param name="NotAfter">End of validity.</param>
/// <param name="Purpose">Its purpose, in English.</param>
/// <param name="PurposeKorean">The same in Korean.</param>
/// <param name="PolicyOid">Its policy; null if there is none.</param>
/// <param name="TestAuthority">Whether a test authority issued it.</param>
/// <param name="IdentifyDataUnreadable">
/// Whether real name and VID (subjectAltName) are there and cannot be read: identity checks (신원확인) fail.
/// </param>
internal sealed record CertificateDetails(
    string SerialNumber,
    string Subject,
    string Issuer,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    string Purpose,
    string PurposeKorean,
    string? PolicyOid,
    bool TestAuthority,
    bool IdentifyDataUnreadable)
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
        certificate.IsFromTestAuthority,
        certificate.IsIdentifyDataUnreadable);
}
