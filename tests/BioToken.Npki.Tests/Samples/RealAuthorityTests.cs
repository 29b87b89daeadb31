using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Certificates;

namespace BioToken.Npki.Tests.Samples;

public sealed class RealAuthorityTests
{
    [Fact]
    public void Parse_every_certificate_agrees_with_the_systems_reader()
    {
        string[] files = Directory.GetFiles(Path.Combine(SampleFiles.Folder, "ca"), "*.der");
        Assert.NotEmpty(files);
        foreach (string file in files)
        {
            byte[] der = File.ReadAllBytes(file);
            using X509Certificate2 other = X509CertificateLoader.LoadCertificate(der);

            NpkiCertificate certificate = NpkiCertificate.Parse(der);

            Assert.Equal(other.SubjectName.RawData, certificate.SubjectDer.ToArray());
            Assert.Equal(other.SerialNumber.TrimStart('0'), certificate.SerialNumber.TrimStart('0'));
            Assert.Equal(other.NotAfter.ToUniversalTime(), certificate.NotAfter.UtcDateTime);
            Assert.NotNull(certificate.Authority);
            Assert.False(certificate.IsFromTestAuthority);
        }
    }

    [Theory]
    [InlineData("signGATE-CA6.der", "CN=signGATE CA6,OU=AccreditedCA,O=KICA,C=KR")]
    [InlineData("SignKorea-CA4.der", "CN=SignKorea CA4,OU=AccreditedCA,O=SignKorea,C=KR")]
    [InlineData("CrossCertCA4.der", "CN=CrossCertCA4,OU=AccreditedCA,O=CrossCert,C=KR")]
    [InlineData("TradeSignCA4.der", "CN=TradeSignCA4,OU=AccreditedCA,O=TradeSign,C=KR")]
    [InlineData("yessignCA-Class3.der", "CN=yessignCA Class 3,OU=AccreditedCA,O=yessign,C=kr")]
    public void IsIssuedBy_accredited_authority_chains_to_the_root(string file, string subject)
    {
        NpkiCertificate authority = SampleFiles.Authority(file);

        Assert.Equal(subject, authority.Subject);
        Assert.True(authority.IsAuthority);
        Assert.True(authority.IsIssuedBy(SampleFiles.Authority("KISA-RootCA-4.der")));
    }

    [Fact]
    public void IsIssuedBy_root_of_2005_signs_itself_with_SHA1()
    {
        NpkiCertificate root = SampleFiles.Authority("KISA-RootCA-1.der");

        Assert.True(root.IsIssuedBy(root));
    }

    [Fact]
    public void GetRSAPublicKey_of_an_elliptic_curve_authority_is_null() =>
        Assert.Null(SampleFiles.Authority("SignGATE-ECDSA-CA.der").GetRSAPublicKey());
}
