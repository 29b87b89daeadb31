using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Tests.Folders;

namespace BioToken.Npki.Tests.Samples;

/// <summary>A real identity that the TradeSign CA issued to its own company for tests.</summary>
public sealed class RealIdentityTests
{
    private const string Password = "asdfasdf";

    private static string Folder => Path.Combine(SampleFiles.Folder, "ktnet");

    [Fact]
    public void Read_signing_certificate_says_what_it_holds()
    {
        NpkiCertificate certificate = NpkiFolder.Read(Folder).Certificate;

        Assert.Equal("CN=테스트(KTNET),OU=KTNET,OU=LicensedCA,O=TradeSign,C=KR", certificate.Subject);
        Assert.Equal("CN=TradeSignCA4,OU=AccreditedCA,O=TradeSign,C=KR", certificate.Issuer);
        Assert.Equal("5A0E2C9F", certificate.SerialNumber);
        Assert.Equal(new(2025, 6, 12, 23, 29, 35, TimeSpan.Zero), certificate.NotBefore);
        Assert.Equal(new(2026, 7, 6, 5, 52, 9, TimeSpan.Zero), certificate.NotAfter);
        Assert.Equal(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, certificate.KeyUsages);
        Assert.Equal("1.2.410.200012.1.1.3", Assert.Single(certificate.PolicyOids));
        Assert.Equal("사업자 범용", certificate.Purpose.KoreanName);
        Assert.Equal("테스트", certificate.RealName);
        Assert.Equal(
            "32b620febf02b9418828d594594f8ece2abc0866e47e5a3d6c96d0c125d0a7e1",
            Convert.ToHexStringLower(certificate.VirtualId!.Value.Span));
        Assert.Equal(VirtualIdentifierHash.Sha256, certificate.VirtualId.Hash);
        Assert.Equal("2C21F344048974C3243DCDE2ADC1E8365A52E547", Convert.ToHexString(certificate.SubjectKeyIdentifier.Span));
        Assert.Equal("TradeSignCA4", certificate.IssuingCa);
        Assert.Equal("한국무역정보통신", certificate.Authority!.KoreanName);
        Assert.False(certificate.IsFromTestAuthority);
    }

    [Fact]
    public void Read_key_management_certificate_says_what_it_holds()
    {
        NpkiFolder folder = NpkiFolder.Read(Folder);
        NpkiCertificate certificate = folder.KeyManagementCertificate!;

        Assert.Equal(folder.Certificate.Subject, certificate.Subject);
        Assert.Equal("5A0E2CA0", certificate.SerialNumber);
        Assert.Equal(X509KeyUsageFlags.KeyEncipherment, certificate.KeyUsages);
        Assert.Equal("1.2.410.200012.1.1.4", certificate.Purpose.PolicyOid);
        Assert.Null(certificate.VirtualId);
        Assert.Equal("6C0B471738E7E2F7353D9954CDBB759BB812656A", Convert.ToHexString(certificate.SubjectKeyIdentifier.Span));
    }

    [Fact]
    public void Open_proves_both_pairs_and_finds_R()
    {
        using NpkiIdentity identity = NpkiIdentity.Open(Folder, Password);

        Assert.Equal(20, identity.PrivateKey.RandomValue.Length);
        Assert.False(identity.KeyManagementKey!.HasRandomValue);
    }

    [Fact]
    public void CheckVirtualId_agrees_with_the_authority_that_made_the_VID()
    {
        using NpkiIdentity identity = NpkiIdentity.Open(Folder, Password);

        // The company's placeholder number.
        Assert.Equal(VirtualIdentifierCheck.Match, identity.CheckVirtualId("123-45-67890"));
        Assert.Equal(VirtualIdentifierCheck.Mismatch, identity.CheckVirtualId("123-45-67891"));
    }

    [Fact]
    public void Open_with_a_wrong_password_is_refused() => Assert.Equal(
        NpkiFailure.PasswordIncorrect,
        Assert.Throws<NpkiException>(() => NpkiIdentity.Open(Folder, "asdfasdg")).Reason);

    [Fact]
    public void IsIssuedBy_holds_up_to_the_root()
    {
        NpkiFolder folder = NpkiFolder.Read(Folder);
        NpkiCertificate issuer = SampleFiles.Authority("TradeSignCA4.der");
        NpkiCertificate root = SampleFiles.Authority("KISA-RootCA-4.der");

        Assert.True(folder.Certificate.IsIssuedBy(issuer));
        Assert.True(folder.KeyManagementCertificate!.IsIssuedBy(issuer));
        Assert.True(issuer.IsIssuedBy(root));
        Assert.True(root.IsIssuedBy(root));
        Assert.False(folder.Certificate.IsIssuedBy(root));
        Assert.False(issuer.IsIssuedBy(SampleFiles.Authority("KISA-RootCA-1.der")));
    }

    [Fact]
    public void Write_gives_a_folder_that_opens_to_the_same_bytes()
    {
        using NpkiTree temp = new();
        using NpkiIdentity identity = NpkiIdentity.Open(Folder, Password);

        NpkiFolder copy = NpkiFolder.Write(temp.Path, identity, "Copied#2026!x");

        using NpkiIdentity opened = NpkiIdentity.Open(copy, "Copied#2026!x");
        Assert.Equal("cn=테스트(KTNET),ou=KTNET,ou=LicensedCA,o=TradeSign,c=KR", Path.GetFileName(copy.Path));
        Assert.Equal(identity.PrivateKey.Pkcs8.ToArray(), opened.PrivateKey.Pkcs8.ToArray());
        Assert.Equal(identity.KeyManagementKey!.Pkcs8.ToArray(), opened.KeyManagementKey!.Pkcs8.ToArray());
    }
}
