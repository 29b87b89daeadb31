using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace BioToken.Npki.Tests;

/// <summary>Certificates and PKCS#12 files to read.</summary>
internal static class Pkcs12Sample
{
    public const string Password = "p12 비밀번호";

    public static byte[] SignCertificate { get; } = Certify(TestKeys.Rsa, "CN=sign");

    public static byte[] KmCertificate { get; } = Certify(TestKeys.OtherRsa, "CN=km");

    /// <summary>Exports a file with OpenSSL.</summary>
    public static byte[] Export(string password, params string[] options)
    {
        using TemporaryFolder folder = new();
        string key = folder.Write("key.pem", System.Text.Encoding.ASCII.GetBytes(TestKeys.Rsa.ExportPkcs8PrivateKeyPem()));
        string certificate = folder["certificate.pem"];
        using X509Certificate2 x509 = X509CertificateLoader.LoadCertificate(SignCertificate);
        File.WriteAllText(certificate, x509.ExportCertificatePem());
        return OpenSsl.RunLegacy(
            ["pkcs12", "-export", "-inkey", key, "-in", certificate, "-name", "홍길동()", "-passout", $"pass:{password}", .. options]);
    }

    public static byte[] Seal(Action<Pkcs12SafeContents> fill, string password = Password, int macIterations = 1)
    {
        Pkcs12SafeContents contents = new();
        fill(contents);
        Pkcs12Builder builder = new();
        builder.AddSafeContentsUnencrypted(contents);
        builder.SealWithMac(password, HashAlgorithmName.SHA256, macIterations);
        return builder.Encode();
    }

    /// <summary>Changes the number of iterations and nothing else.</summary>
    public static byte[] WithMacIterations(byte[] pfx, long iterations)
    {
        AsnReader reader = new AsnReader(pfx, AsnEncodingRules.BER).ReadSequence();
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(reader.ReadEncodedValue().Span);
            writer.WriteEncodedValue(reader.ReadEncodedValue().Span);
            AsnReader macData = reader.ReadSequence();
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(macData.ReadEncodedValue().Span);
                writer.WriteEncodedValue(macData.ReadEncodedValue().Span);
                writer.WriteInteger(iterations);
            }
        }

        return writer.Encode();
    }

    private static byte[] Certify(RSA key, string name)
    {
        CertificateRequest request = new(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        DateTimeOffset start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using X509Certificate2 certificate = request.CreateSelfSigned(start, start.AddYears(10));
        return certificate.RawData;
    }
}
