using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys;
using BioToken.Simulator.Issuing;

namespace BioToken.Fuzz;

/// <summary>Initial keys and certificates, created once. The keys are small, since the tests only cover how keys are read.</summary>
internal static class Samples
{
    public const string Password = "fuzz";

    /// <summary>
    /// Maximum number of iterations in an input: reading takes the time that the input requires, up to a limit that has its own tests.
    /// </summary>
    public const int MaxIterations = 2_048;

    private static readonly Lazy<NpkiIdentity> Issued = new(() =>
    {
        using SimulatedAuthority authority = new();
        return authority.Issue(new SimulatedIdentityOptions { KeySize = 1024, HasKeyManagementPair = true });
    });

    public static RSA Rsa { get; } = RSA.Create(1024);

    public static NpkiIdentity Identity => Issued.Value;

    /// <summary>A PKCS#8 key without R.</summary>
    public static byte[] PlainKey => Rsa.ExportPkcs8PrivateKey();

    /// <summary>Returns the key in files with each supported encryption, with one iteration if that can be chosen.</summary>
    public static IEnumerable<byte[]> KeyFiles()
    {
        yield return EncryptedPrivateKey.Encrypt(Identity.PrivateKey, Password);
        yield return Rsa.ExportEncryptedPkcs8PrivateKey(
            Password, new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA1, 1));
        yield return Rsa.ExportEncryptedPkcs8PrivateKey(
            Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA512, 1));
        yield return ByOpenSsl("seed-cbc", "hmacWithSHA1");
        yield return ByOpenSsl("aria-256-cbc", "hmacWithSHA256");
    }

    public static IEnumerable<byte[]> Certificates()
    {
        yield return Identity.Certificate.Der.ToArray();
        yield return Identity.KeyManagementCertificate!.Der.ToArray();
        yield return Sign(new CertificateRequest("CN=a, O=b", Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), isAuthority: true);
        using ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        yield return Sign(new CertificateRequest("CN=\"회사, 홍길동\", OU=x+OU=y, C=KR", ec, HashAlgorithmName.SHA256), isAuthority: false);
    }

    /// <summary>Returns a key and a certificate in PKCS#12 files, with one iteration.</summary>
    public static IEnumerable<byte[]> Pkcs12Files() =>
    [
        MakePkcs12(new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1), hasMac: true),
        MakePkcs12(new PbeParameters(PbeEncryptionAlgorithm.TripleDes3KeyPkcs12, HashAlgorithmName.SHA1, 1), hasMac: true),
        MakePkcs12(new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA1, 1), hasMac: false),
        MakePkcs12(encryption: null, hasMac: false),
    ];

    private static byte[] Sign(CertificateRequest request, bool isAuthority)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using X509Certificate2 made = request.CreateSelfSigned(
            new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2055, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return made.RawData;
    }

    private static byte[] MakePkcs12(PbeParameters? encryption, bool hasMac)
    {
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(Certificates().ElementAt(2));
        Pkcs12SafeContents keys = new();
        Pkcs12SafeContents certificates = new();
        Pkcs12SafeBag key = encryption is null ? keys.AddKeyUnencrypted(Rsa) : keys.AddShroudedKey(Rsa, Password, encryption);
        key.Attributes.Add(new Pkcs9LocalKeyId([1]));
        certificates.AddCertificate(certificate).Attributes.Add(new Pkcs9LocalKeyId([1]));
        Pkcs12Builder builder = new();
        builder.AddSafeContentsUnencrypted(keys);
        if (encryption is null)
            builder.AddSafeContentsUnencrypted(certificates);
        else
            builder.AddSafeContentsEncrypted(certificates, Password, encryption);
        if (hasMac)
            builder.SealWithMac(Password, HashAlgorithmName.SHA1, 1);
        else
            builder.SealWithoutIntegrity();
        return builder.Encode();
    }

    private static byte[] ByOpenSsl(string cipher, string prf) => OpenSsl.RunLegacy(
        [
            "pkcs8", "-topk8", "-inform", "DER", "-outform", "DER",
            "-v2", cipher, "-v2prf", prf, "-iter", "1", "-passout", $"pass:{Password}",
        ],
        PlainKey);
}
