using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Certificates;
using BioToken.Npki.Errors;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys;
using BioToken.Npki.Pkcs12;
using BioToken.Npki.Tests.Certificates;

namespace BioToken.Npki.Tests;

/// <summary>
/// R4: for any file content, reading ends in a result or in an <see cref="NpkiException"/>, within 50 ms and 16 MiB. Files that specify
/// many iterations are not included: they take the corresponding time, up to the limit, which has its own tests.
/// </summary>
public sealed class FuzzTests
{
    private const string Password = "fuzz";

    // Iterations of the hash, for which a millisecond is enough.
    private const int MaxWork = 2_000;

    private static int Count => Effort.Of(100_000, 1_000_000);

    [Fact]
    public void Decrypt_damaged_key_files_fail_as_declared()
        => Run(nameof(Decrypt_damaged_key_files_fail_as_declared), Count, KeyFiles(), data =>
        {
            EncryptedPrivateKey key = EncryptedPrivateKey.Parse(data);
            Assert.InRange(key.Iterations, 1, EncryptedPrivateKey.MaxIterations);
            Assert.NotEmpty(key.Description);
            if (key.Iterations <= MaxWork)
                key.Decrypt(Password).Dispose();
        });

    [Fact]
    public void Parse_damaged_keys_fail_as_declared() => Run(nameof(Parse_damaged_keys_fail_as_declared), Count, Keys(), data =>
    {
        using NpkiPrivateKey key = NpkiPrivateKey.Parse(data);
        Assert.True(key.RandomValue.Length <= NpkiPrivateKey.MaxRandomValueLength);
        _ = key.RsaComponents;
    });

    [Fact]
    public void Parse_damaged_certificates_fail_as_declared()
        => Run(
            nameof(Parse_damaged_certificates_fail_as_declared), Count, CertificateFiles(), data => Exercise(NpkiCertificate.Parse(data)));

    [Fact]
    public void Read_damaged_PKCS12_files_fail_as_declared()
        => Run(
            nameof(Read_damaged_PKCS12_files_fail_as_declared),
            Count,
            Pkcs12Files(),
            data => NpkiPkcs12.ReadWithin(MaxWork, data, Password).Dispose());

    [Fact]
    public void GetRSAPrivateKey_of_damaged_numbers_fails_as_declared() => Run(
        nameof(GetRSAPrivateKey_of_damaged_numbers_fails_as_declared),
        Effort.Of(500, 20_000),
        [TestKeys.Rsa.ExportRSAPrivateKey()],
        data =>
        {
            using NpkiPrivateKey key = NpkiPrivateKey.Parse(TestKeys.Pkcs8(rsaPrivateKey: data));
            key.Matches(TestKeys.Rsa);
            key.GetRSAPrivateKey().Dispose();
        });

    private static void Run(string test, int count, byte[][] samples, Action<byte[]> read)
    {
        // A sample that cannot be read would make all inputs derived from it useless.
        foreach (byte[] sample in samples)
            read(sample);

        FuzzRun run = new($"{nameof(FuzzTests)}.{test}", read, e => e is NpkiException);
        run.Run(count, new Mutator(Effort.Seed, samples).Next);
        Assert.InRange(run.Accepted, count / 100, count - count / 4);
    }

    private static void Exercise(NpkiCertificate certificate)
    {
        Assert.NotNull(certificate.ToString());
        Assert.NotEmpty(certificate.SerialNumber);
        Assert.NotEmpty(NpkiFolder.NameFor(certificate));
        Assert.InRange(certificate.NotBefore.Offset, TimeSpan.Zero, TimeSpan.Zero);
        _ = (certificate.Purpose, certificate.Authority, certificate.IsForSigning, certificate.IsForKeyManagement, certificate.RealName);
        _ = certificate.VirtualIdentifier?.Check("1234567890", TestKeys.R);
        certificate.GetRSAPublicKey()?.Dispose();
        certificate.IsIssuedBy(certificate);
    }

    private static byte[][] KeyFiles()
    {
        byte[] salt = new byte[8];
        byte[] pkcs8 = TestKeys.Pkcs8(writeAttributes: writer => TestKeys.WriteR(writer, TestKeys.R));
        (string key, string iv) = Pbkdf1.Derive(Password, salt, 1);
        byte[] oneStep = OpenSsl.RunLegacy(["enc", "-seed-cbc", "-K", key, "-iv", iv], pkcs8);
        string fixedVector = Convert.ToHexString("0123456789012345"u8);
        byte[] fixedStep = OpenSsl.RunLegacy(["enc", "-seed-cbc", "-K", key, "-iv", fixedVector], pkcs8);
        return
        [
            KeyFileBuilder.OneStep(KeyFileBuilder.SeedCbcWithSha1, salt, 1, oneStep),
            KeyFileBuilder.OneStep(KeyFileBuilder.SeedCbc, salt, 1, fixedStep),
            ByOpenSsl("seed-cbc", "hmacWithSHA1"),
            ByOpenSsl("aria-256-cbc", "hmacWithSHA256"),
            ByOpenSsl("aes-128-cbc", "hmacWithSHA512"),
            ByOpenSsl("des3", "hmacWithSHA256"),
            OpenSsl.RunLegacy(
                ["pkcs8", "-topk8", "-inform", "DER", "-outform", "DER", "-v1", "PBE-SHA1-RC2-40", "-iter", "1", "-passout", $"pass:{Password}"],
                TestKeys.Rsa.ExportPkcs8PrivateKey()),
        ];
    }

    private static byte[] ByOpenSsl(string cipher, string prf) => OpenSsl.RunLegacy(
        [
            "pkcs8", "-topk8", "-inform", "DER", "-outform", "DER",
            "-v2", cipher, "-v2prf", prf, "-iter", "1", "-passout", $"pass:{Password}",
        ],
        TestKeys.Rsa.ExportPkcs8PrivateKey());

    private static byte[][] Keys() =>
    [
        TestKeys.Pkcs8(),
        TestKeys.Pkcs8(withNull: false),
        TestKeys.Pkcs8(writeAttributes: writer => TestKeys.WriteR(writer, TestKeys.R)),
    ];

    private static byte[][] CertificateFiles()
    {
        TestCertificate full = new()
        {
            Extensions =
            {
                TestCertificate.KeyUsage(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign),
                TestCertificate.Policy("1.2.410.200012.1.1.3", "1.2.410.200004.5.2.1.1"),
                new X509BasicConstraintsExtension(true, false, 0, critical: true),
                new X509SubjectKeyIdentifierExtension(new byte[20], critical: false),
                new("2.5.29.17", AlternativeName.Encode("테스트", "2.16.840.1.101.3.4.2.1", new byte[32], explicitTag: true), false),
            },
        };
        return
        [
            full.Build(),
            new TestCertificate().Build(),
            Npki.Tests.Identities.Simulated.Full.Certificate.Der.ToArray(),
            Case.Read("A08-dn-t61-euckr", "signCert.der"),
        ];
    }

    private static byte[][] Pkcs12Files() =>
    [
        Pkcs12Sample.Export(Password, "-iter", "1"),
        Pkcs12Sample.Export(Password, "-iter", "1", "-nomac"),
        Pkcs12Sample.Export(Password, "-iter", "1", "-nomac", "-keypbe", "SEED-CBC", "-certpbe", "NONE"),
        Pkcs12Sample.Export(Password, "-iter", "1", "-nomac", "-keypbe", "NONE", "-certpbe", "NONE"),
        Pkcs12Sample.Export(Password, "-iter", "1", "-nomac", "-legacy"),
    ];
}
