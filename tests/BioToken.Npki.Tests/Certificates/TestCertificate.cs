using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Certificates;

namespace BioToken.Npki.Tests.Certificates;

/// <summary>Builds self-signed certificates with arbitrary names and extensions. Signing keys are shared: making one is slow.</summary>
internal sealed class TestCertificate
{
    private static readonly Lazy<RSA> SharedKey = new(() => RSA.Create(2048));

    public static RSA Key => SharedKey.Value;

    public byte[] SubjectDer { get; set; } = Name(("2.5.4.6", "KR"), ("2.5.4.10", "TradeSign"), ("2.5.4.3", "홍길동"));

    public byte[] SerialNumber { get; set; } = [0x4F, 0x3A, 0x91, 0xC2];

    public DateTimeOffset NotBefore { get; set; } = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset NotAfter { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public List<X509Extension> Extensions { get; } = [];

    /// <summary>Encodes a name of UTF8Strings, least specific first.</summary>
    public static byte[] Name(params (string Oid, string Value)[] parts) =>
        Name([.. parts.Select(p => (p.Oid, Encode(p.Value)))]);

    public static byte[] Name(params (string Oid, byte[] Encoded)[] parts)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach ((string oid, byte[] encoded) in parts)
            {
                using (writer.PushSetOf())
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(oid);
                    writer.WriteEncodedValue(encoded);
                }
            }
        }

        return writer.Encode();
    }

    public static X509Extension KeyUsage(X509KeyUsageFlags usages) => new X509KeyUsageExtension(usages, critical: true);

    public static X509Extension Policy(params string[] oids)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (string oid in oids)
            {
                using (writer.PushSequence())
                    writer.WriteObjectIdentifier(oid);
            }
        }

        return new("2.5.29.32", writer.Encode(), critical: true);
    }

    public byte[] Build()
    {
        CertificateRequest request = new(
            new X500DistinguishedName(SubjectDer), Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        foreach (X509Extension extension in Extensions)
            request.CertificateExtensions.Add(extension);
        X509SignatureGenerator generator = X509SignatureGenerator.CreateForRSA(Key, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate =
            request.Create(new X500DistinguishedName(SubjectDer), generator, NotBefore, NotAfter, SerialNumber);
        return certificate.RawData;
    }

    public NpkiCertificate Parse() => NpkiCertificate.Parse(Build());

    private static byte[] Encode(string value)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        writer.WriteCharacterString(UniversalTagNumber.UTF8String, value);
        return writer.Encode();
    }
}
