using BioToken.Cli.Errors;
using BioToken.Npki.Certificates;
using BioToken.Npki.Identities;
using BioToken.Tokens;

namespace BioToken.Cli.Tokens.Copying;

/// <summary>
/// What the library refuses to write, found before a password or PIN is asked for. The library checks it again.
/// </summary>
internal static class CertificateChecks
{
    public static void Dates(NpkiFolder folder, bool allowExpired, TimeProvider time)
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach (NpkiCertificate certificate in new[] { folder.Certificate, folder.KeyManagementCertificate }.OfType<NpkiCertificate>())
        {
            if (now < certificate.NotBefore)
                throw CliException.Of(
                    ExitCode.CertificateNotYetValid, "CertificateNotYetValid", certificate.SerialNumber, certificate.NotBefore);
            if (now > certificate.NotAfter && !allowExpired)
                throw CliException.Of(ExitCode.CertificateExpired, "CertificateExpired", certificate.SerialNumber, certificate.NotAfter);
        }
    }

    public static void Authority(NpkiCertificate certificate, BioTokenInfo token, bool allowTestAuthority)
    {
        if (certificate.IsFromTestAuthority && !token.IsSimulated && !allowTestAuthority)
            throw CliException.Of(ExitCode.TestAuthority, "TestAuthority", certificate.IssuingCa);
    }
}
