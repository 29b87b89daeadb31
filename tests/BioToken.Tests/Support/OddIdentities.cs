using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Certificates;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys;

namespace BioToken.Tests;

/// <summary>Identities that no authority issues, or that are no longer issued.</summary>
internal static class OddIdentities
{
    /// <summary>Creates an identity with a key usage that the test chooses.</summary>
    /// <param name="usages">The key usage; null for a certificate without that extension.</param>
    /// <param name="bits">Size of the key.</param>
    /// <param name="serial">Serial number, one byte.</param>
    public static NpkiIdentity WithUsage(X509KeyUsageFlags? usages, int bits = 2048, byte serial = 0x31)
    {
        (NpkiCertificate certificate, NpkiPrivateKey key) = Pair(usages, bits, serial);
        return NpkiIdentity.Create(certificate, key);
    }

    /// <summary>Creates an identity from two pairs.</summary>
    public static NpkiIdentity Of(
        (NpkiCertificate Certificate, NpkiPrivateKey Key) main, (NpkiCertificate Certificate, NpkiPrivateKey Key) management)
        => NpkiIdentity.Create(main.Certificate, main.Key, management.Certificate, management.Key);

    public static (NpkiCertificate Certificate, NpkiPrivateKey Key) Pair(
        X509KeyUsageFlags? usages, int bits = 2048, byte serial = 0x31, string subject = "CN=홍길동,O=SIMULATED,C=KR")
    {
        using RSA key = RSA.Create(bits);
        CertificateRequest request = new(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (usages is { } some)
            request.CertificateExtensions.Add(new X509KeyUsageExtension(some, critical: true));
        DateTimeOffset now = DateTimeOffset.UtcNow;
        X509SignatureGenerator signer = X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1);
        using X509Certificate2 made = request.Create(
            new X500DistinguishedName("CN=SIMULATED CA,C=KR"), signer, now.AddDays(-1), now.AddYears(1), [serial]);
        return (NpkiCertificate.Parse(made.RawData), NpkiPrivateKey.Create(key, randomValue: []));
    }

    /// <summary>Returns the signature pair of an identity, with a copy of its key.</summary>
    public static (NpkiCertificate Certificate, NpkiPrivateKey Key) Signing(NpkiIdentity identity)
        => (identity.Certificate, NpkiPrivateKey.Parse(identity.PrivateKey.Pkcs8));

    /// <summary>Returns the key-management pair of an identity, with a copy of its key.</summary>
    public static (NpkiCertificate Certificate, NpkiPrivateKey Key) KeyManagement(NpkiIdentity identity)
        => (identity.KeyManagementCertificate!, NpkiPrivateKey.Parse(identity.KeyManagementKey!.Pkcs8));
}
