using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Certificates;
using BioToken.Npki.Keys;
using BioToken.Npki.Tests.Certificates;

namespace BioToken.Npki.Tests.Identities;

/// <summary>Creates certificates of any key usage and issuer, all signed with the same key.</summary>
internal static class TestPair
{
    public const X509KeyUsageFlags Signing = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation;
    public const X509KeyUsageFlags KeyManagement = X509KeyUsageFlags.KeyEncipherment;

    /// <param name="key">The holder's key.</param>
    /// <param name="usages">Key usage; null for a certificate that states none.</param>
    /// <param name="holder">CN of the holder.</param>
    /// <param name="issuer">CN of the issuer.</param>
    /// <param name="serial">Last byte of the serial number.</param>
    /// <param name="isAuthority">Whether it is the certificate of a CA.</param>
    /// <param name="hasVid">Whether it holds a VID.</param>
    public static NpkiCertificate Certify(
        RSA key,
        X509KeyUsageFlags? usages,
        string holder = "holder",
        string issuer = "issuer",
        byte serial = 1,
        bool isAuthority = false,
        bool hasVid = false)
    {
        CertificateRequest request = new($"CN={holder}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (usages is { } stated)
            request.CertificateExtensions.Add(TestCertificate.KeyUsage(stated));
        if (isAuthority)
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        if (hasVid)
            request.CertificateExtensions.Add(
                new("2.5.29.17", AlternativeName.Encode("이름", "2.16.840.1.101.3.4.2.1", new byte[32], true), false));
        DateTimeOffset start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using X509Certificate2 certificate = request.Create(
            new($"CN={issuer}"),
            X509SignatureGenerator.CreateForRSA(TestCertificate.Key, RSASignaturePadding.Pkcs1),
            start,
            start.AddYears(1),
            [0x10, serial]);
        return NpkiCertificate.Parse(certificate.RawData);
    }

    /// <summary>Creates a certificate whose RSA key is longer than any that is accepted.</summary>
    public static byte[] CertifyOversized(X509KeyUsageFlags usages)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned([.. Enumerable.Repeat((byte)0xC1, 5000)]);
            writer.WriteInteger(65537);
        }

        PublicKey key = new(new Oid("1.2.840.113549.1.1.1"), new AsnEncodedData([0x05, 0x00]), new AsnEncodedData(writer.Encode()));
        CertificateRequest request = new(new X500DistinguishedName("CN=holder"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(TestCertificate.KeyUsage(usages));
        DateTimeOffset start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using X509Certificate2 certificate = request.Create(
            new("CN=issuer"),
            X509SignatureGenerator.CreateForRSA(TestCertificate.Key, RSASignaturePadding.Pkcs1),
            start,
            start.AddYears(1),
            [0x10, 1]);
        return certificate.RawData;
    }

    public static NpkiPrivateKey Key(RSA key) => NpkiPrivateKey.Create(key, default);

    /// <summary>Writes the files of a folder under their usual names.</summary>
    public static string Write(
        TemporaryFolder folder,
        NpkiCertificate sign,
        RSA signKey,
        NpkiCertificate? km = null,
        RSA? kmKey = null,
        string password = Simulated.Password)
    {
        folder.Write("signCert.der", sign.Der.Span);
        folder.Write("signPri.key", Encrypt(signKey, password));
        if (km is not null)
            folder.Write("kmCert.der", km.Der.Span);
        if (kmKey is not null)
            folder.Write("kmPri.key", Encrypt(kmKey, password));
        return folder.Path;
    }

    public static byte[] Encrypt(RSA rsa, string password)
    {
        using NpkiPrivateKey key = Key(rsa);
        return EncryptedPrivateKey.Encrypt(key, password);
    }
}
