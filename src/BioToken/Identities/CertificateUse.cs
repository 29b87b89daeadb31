using System.Security.Cryptography.X509Certificates;
using BioToken.Npki;

namespace BioToken;

/// <summary>What the key of a certificate may do. A certificate without a key usage allows any use (RFC 5280 section 4.2.1.3).</summary>
internal static class CertificateUse
{
    private const X509KeyUsageFlags Decryption = X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.DataEncipherment;

    public static bool MaySign(NpkiCertificate certificate) => certificate.KeyUsages == X509KeyUsageFlags.None || certificate.IsForSigning;

    public static bool MayDecrypt(NpkiCertificate certificate)
        => certificate.KeyUsages == X509KeyUsageFlags.None || (certificate.KeyUsages & Decryption) != X509KeyUsageFlags.None;
}
