using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Certificates;
using BioToken.Npki.Errors;

namespace BioToken.Npki.Tests.Certificates;

public sealed class NpkiCertificateSignatureTests
{
    private static readonly X509Extension Authority = new X509BasicConstraintsExtension(true, false, 0, critical: true);

    [Fact]
    public void IsIssuedBy_self_signed_authority_is_true()
    {
        NpkiCertificate root = new TestCertificate { Extensions = { Authority } }.Parse();

        Assert.True(root.IsAuthority);
        Assert.True(root.IsIssuedBy(root));
    }

    [Fact]
    public void IsIssuedBy_holder_who_is_no_authority_is_false()
    {
        NpkiCertificate holder =
            new TestCertificate { Extensions = { TestCertificate.KeyUsage(X509KeyUsageFlags.DigitalSignature) } }.Parse();

        Assert.False(holder.IsIssuedBy(holder));
    }

    [Fact]
    public void IsIssuedBy_authority_without_keyCertSign_is_false()
    {
        NpkiCertificate authority = new TestCertificate
        {
            Extensions = { Authority, TestCertificate.KeyUsage(X509KeyUsageFlags.CrlSign) },
        }.Parse();

        Assert.False(authority.IsIssuedBy(authority));
    }

    [Fact]
    public void IsIssuedBy_changed_certificate_is_false()
    {
        TestCertificate genuine = new() { Extensions = { Authority } };
        byte[] der = genuine.Build();
        int serial = der.AsSpan().IndexOf<byte>([0x4F, 0x3A, 0x91, 0xC2]);
        der[serial] ^= 1;

        Assert.False(NpkiCertificate.Parse(der).IsIssuedBy(genuine.Parse()));
    }

    [Fact]
    public void IsIssuedBy_names_that_differ_in_case_are_the_same()
    {
        byte[] upper = TestCertificate.Name(("2.5.4.6", "KR"), ("2.5.4.3", "CA"));
        byte[] lower = TestCertificate.Name(("2.5.4.6", "kr"), ("2.5.4.3", "CA"));
        NpkiCertificate issued = new TestCertificate { SubjectDer = upper }.Parse();
        NpkiCertificate issuer = new TestCertificate { SubjectDer = lower, Extensions = { Authority } }.Parse();

        Assert.True(issued.IsIssuedBy(issuer));
    }

    [Fact]
    public void IsIssuedBy_another_name_with_the_right_key_is_false()
    {
        NpkiCertificate issued = new TestCertificate().Parse();
        NpkiCertificate issuer = new TestCertificate
        {
            SubjectDer = TestCertificate.Name(("2.5.4.3", "Other CA")),
            Extensions = { Authority },
        }.Parse();

        Assert.False(issued.IsIssuedBy(issuer));
    }

    [Fact]
    public void IsIssuedBy_elliptic_curve_authority_is_checked_too()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=CA", key, HashAlgorithmName.SHA256) { CertificateExtensions = { Authority } };
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        NpkiCertificate root = NpkiCertificate.Parse(certificate.RawData);

        Assert.True(root.IsIssuedBy(root));
        Assert.Null(root.GetRSAPublicKey());
    }

    [Fact]
    public void IsIssuedBy_unknown_signature_algorithm_is_named_in_the_error()
    {
        byte[] der = new TestCertificate { Extensions = { Authority } }.Build();
        byte[] sha256WithRsa = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B];
        for (int i = der.AsSpan().IndexOf(sha256WithRsa); i >= 0; i = der.AsSpan().IndexOf(sha256WithRsa))
            der[i + sha256WithRsa.Length - 1] = 0x63;
        NpkiCertificate certificate = NpkiCertificate.Parse(der);

        NpkiException error = Assert.Throws<NpkiException>(() => certificate.IsIssuedBy(certificate));

        Assert.Equal(NpkiFailure.UnsupportedAlgorithm, error.Reason);
        Assert.Contains("1.2.840.113549.1.1.99", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GetRSAPublicKey_is_the_key_of_the_holder()
    {
        using RSA? key = new TestCertificate().Parse().GetRSAPublicKey();

        Assert.Equal(TestCertificate.Key.ExportSubjectPublicKeyInfo(), key!.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public void ToX509Certificate_is_the_same_certificate()
    {
        NpkiCertificate certificate = new TestCertificate().Parse();
        using X509Certificate2 other = certificate.ToX509Certificate();

        Assert.Equal(certificate.Der.ToArray(), other.RawData);
        Assert.False(other.HasPrivateKey);
    }
}
