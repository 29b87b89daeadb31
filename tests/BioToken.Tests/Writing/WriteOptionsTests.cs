using BioToken.Errors;
using BioToken.Npki.Certificates;
using BioToken.Npki.Identities;
using BioToken.Writing;

namespace BioToken.Tests.Writing;

public sealed class WriteOptionsTests
{
    [Fact]
    public void CheckValidity_counts_the_ends_of_the_validity_as_valid()
    {
        using NpkiIdentity identity = TestIdentities.New();
        NpkiCertificate certificate = identity.Certificate;
        WriteOptions any = new() { AllowExpired = true };

        Assert.Equal(CertificateRejection.NotYetValid, any.CheckValidity(certificate, certificate.NotBefore.AddTicks(-1)));
        Assert.Null(WriteOptions.Default.CheckValidity(certificate, certificate.NotBefore));
        Assert.Null(WriteOptions.Default.CheckValidity(certificate, certificate.NotAfter));
        Assert.Equal(CertificateRejection.Expired, WriteOptions.Default.CheckValidity(certificate, certificate.NotAfter.AddTicks(1)));
        Assert.Null(any.CheckValidity(certificate, certificate.NotAfter.AddTicks(1)));
    }

    [Fact]
    public void CheckAuthority_of_a_test_authority_depends_on_the_token()
    {
        using NpkiIdentity identity = TestIdentities.New();

        Assert.Equal(
            CertificateRejection.TestAuthority,
            WriteOptions.Default.CheckAuthority(identity.Certificate, BioTokenModelFactory.BioTokenInfo()));
        Assert.Null(WriteOptions.Default.CheckAuthority(identity.Certificate, BioTokenModelFactory.BioTokenInfo(isSimulated: true)));
        Assert.Null(
            new WriteOptions { AllowTestAuthority = true }.CheckAuthority(identity.Certificate, BioTokenModelFactory.BioTokenInfo()));
    }
}
