using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Certificates;
using BioToken.Npki.Errors;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys;
using BioToken.Npki.Keys.Files;
using BioToken.Npki.VirtualIdentifiers;

namespace BioToken.Npki.Tests.Samples;

/// <summary>
/// A real identity that an accredited CA issued to its own company for tests. The expected values are in the samples' README.
/// </summary>
public sealed class RealIdentityTests
{
    [Fact]
    public void Read_signing_certificate_says_what_it_holds()
    {
        SampleFile expected = new("SignCert.der");
        NpkiCertificate certificate = NpkiFolder.Read(SampleFiles.Identity).Certificate;

        Assert.Equal(expected["subject `([^`]+)`"], certificate.Subject);
        Assert.Equal(expected["issuer `([^`]+)`"], certificate.Issuer);
        Assert.Equal(expected["serial ([0-9A-F]+)"], certificate.SerialNumber);
        Assert.Equal(Time(expected[@"(\S+Z) to"]), certificate.NotBefore);
        Assert.Equal(Time(expected[@"to (\S+Z)"]), certificate.NotAfter);
        Assert.Equal(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, certificate.KeyUsages);
        Assert.Equal(expected["policy ([0-9.]+)"], Assert.Single(certificate.PolicyOids));
        Assert.Equal("사업자 범용", certificate.Purpose.KoreanName);
        Assert.Equal(expected["realName `([^`]+)`"], certificate.RealName);
        Assert.Equal(expected[@"VID \(SHA-256\) ([0-9a-f]+)"], Convert.ToHexStringLower(certificate.VirtualIdentifier!.Value.Span));
        Assert.Equal(VirtualIdentifierHash.Sha256, certificate.VirtualIdentifier.Hash);
        Assert.Equal(expected["SKI ([0-9a-f]+)"], Convert.ToHexStringLower(certificate.SubjectKeyIdentifier.Span));
        Assert.Equal(expected["issuer `CN=([^,]+),"], certificate.IssuingCa);
        Assert.Equal("TradeSign", certificate.Authority!.Id);
        Assert.False(certificate.IsFromTestAuthority);
    }

    [Fact]
    public void Read_key_management_certificate_says_what_it_holds()
    {
        SampleFile expected = new("KmCert.der");
        NpkiFolder folder = NpkiFolder.Read(SampleFiles.Identity);
        NpkiCertificate certificate = folder.KeyManagementCertificate!;

        Assert.Equal(folder.Certificate.Subject, certificate.Subject);
        Assert.Equal(expected["serial ([0-9A-F]+)"], certificate.SerialNumber);
        Assert.Equal(X509KeyUsageFlags.KeyEncipherment, certificate.KeyUsages);
        Assert.Equal(expected["policy ([0-9.]+)"], certificate.Purpose.PolicyOid);
        Assert.Null(certificate.VirtualIdentifier);
        Assert.Equal(expected["SKI ([0-9a-f]+)"], Convert.ToHexStringLower(certificate.SubjectKeyIdentifier.Span));
    }

    [Theory]
    [InlineData("SignPri.key", "SignCert.der")]
    [InlineData("KmPri.key", "KmCert.der")]
    public void Decrypt_key_opens_as_described_and_belongs_to_its_certificate(string keyName, string certificateName)
    {
        SampleFile expected = new(keyName);
        EncryptedPrivateKey encrypted = PrivateKeyFile.Read(expected.Path);
        Assert.Equal(expected["scheme ([0-9.]+)"], encrypted.Algorithm);
        Assert.Equal(expected["([0-9]+) iterations"], encrypted.Iterations.ToString(CultureInfo.InvariantCulture));

        using NpkiPrivateKey key = encrypted.Decrypt(SampleFiles.Password);

        // The public key comes from the system's reader here, not from this library's.
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile(new SampleFile(certificateName).Path);
        using RSA publicKey = certificate.GetRSAPublicKey()!;
        Assert.True(key.Matches(publicKey));
        Assert.False(key.Matches(TestKeys.Rsa));
    }

    [Fact]
    public void Open_finds_R_in_the_signing_key_only()
    {
        SampleFile expected = new("SignPri.key");
        using NpkiIdentity identity = NpkiIdentity.Open(SampleFiles.Identity, SampleFiles.Password);

        Assert.Equal(expected["R = ([0-9a-f]+)"], Convert.ToHexStringLower(identity.PrivateKey.RandomValue));
        Assert.Equal(expected["salt ([0-9a-f]+)"].Length / 2, PrivateKeyFile.Read(expected.Path).SaltLength);
        Assert.False(identity.KeyManagementKey!.HasRandomValue);
    }

    [Fact]
    public void CheckVirtualId_agrees_with_the_authority_that_made_the_VID()
    {
        using NpkiIdentity identity = NpkiIdentity.Open(SampleFiles.Identity, SampleFiles.Password);

        // The company used a placeholder, ten consecutive digits, instead of its own number.
        Assert.Equal(VirtualIdentifierCheck.Match, identity.CheckVirtualIdentifier("123-45-67890"));
        Assert.Equal(VirtualIdentifierCheck.Mismatch, identity.CheckVirtualIdentifier("123-45-67891"));
    }

    [Fact]
    public void Open_with_a_wrong_password_is_refused() => Assert.Equal(
        NpkiFailure.PasswordIncorrect,
        Assert.Throws<NpkiException>(() => NpkiIdentity.Open(SampleFiles.Identity, SampleFiles.Password + "g")).Reason);

    [Fact]
    public void IsIssuedBy_holds_up_to_the_root()
    {
        NpkiFolder folder = NpkiFolder.Read(SampleFiles.Identity);
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
        using TemporaryFolder temp = new();
        using NpkiIdentity identity = NpkiIdentity.Open(SampleFiles.Identity, SampleFiles.Password);

        NpkiFolder copy = NpkiFolder.Write(temp.Path, identity, "Copied#2026!x");

        using NpkiIdentity opened = NpkiIdentity.Open(copy, "Copied#2026!x");
        Assert.Equal(NpkiFolder.NameFor(identity.Certificate), Path.GetFileName(copy.Path));
        Assert.Equal(identity.PrivateKey.Pkcs8.ToArray(), opened.PrivateKey.Pkcs8.ToArray());
        Assert.Equal(identity.KeyManagementKey!.Pkcs8.ToArray(), opened.KeyManagementKey!.Pkcs8.ToArray());
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
