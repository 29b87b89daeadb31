using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Certificates;
using BioToken.Npki.Errors;
using BioToken.Npki.Identities;

namespace BioToken.Npki.Tests;

/// <summary>Files from the field open, and those that do not report the reason.</summary>
public sealed class CaseTests
{
    [Theory]
    [InlineData("A06b-kica-bid-policy")]
    [InlineData("A08-dn-t61-euckr")]
    [InlineData("A13-dn-utf8tag-euckr")]
    [InlineData("A24-rsa1024-sha1")]
    [InlineData("A27-sigalg-null-mismatch")]
    [InlineData("A33-bc-true-01")]
    [InlineData("A36-trailing-nul")]
    [InlineData("A38-pem")]
    [InlineData("A40-base64")]
    [InlineData("A50-san-malformed")]
    [InlineData("A56-ber-indef")]
    [InlineData("B01-key-pem")]
    [InlineData("B06-key-3des-p12")]
    [InlineData("B09-key-openssl-des3")]
    [InlineData("B10-key-openssl-default")]
    [InlineData("B13-key-v1-oneasym")]
    [InlineData("B15-R-twice")]
    [InlineData("B17-int-nolead0")]
    [InlineData("B24-pw-euckr-ko")]
    [InlineData("B30-key-ber-indef")]
    [InlineData("Z1-old")]
    [InlineData("Z2-new-noku")]
    [InlineData("Z5-swapped")]
    public void Open_gives_an_identity_whose_key_signs(string name)
    {
        using NpkiIdentity identity = NpkiIdentity.Open(Case.Folder(name), Case.PasswordOf(name));
        using RSA key = identity.PrivateKey.GetRSAPrivateKey();
        using RSA publicKey = identity.Certificate.GetRSAPublicKey()!;
        byte[] data = [1, 2, 3];
        byte[] signature = key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        Assert.True(publicKey.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Theory]
    [InlineData("A27-sigalg-null-mismatch")]
    [InlineData("A33-bc-true-01")]
    [InlineData("A36-trailing-nul")]
    [InlineData("A38-pem")]
    [InlineData("A40-base64")]
    [InlineData("A50-san-malformed")]
    [InlineData("A56-ber-indef")]
    public void Parse_agrees_with_the_reader_of_NET(string name)
    {
        NpkiCertificate certificate = NpkiCertificate.Parse(Case.Read(name, "signCert.der"));
        using X509Certificate2 other = certificate.ToX509Certificate();

        Assert.Equal(other.SerialNumber, certificate.SerialNumber);
        Assert.Equal(other.SubjectName.RawData, certificate.SubjectDer.ToArray());
        Assert.Equal(other.NotAfter.ToUniversalTime(), certificate.NotAfter.UtcDateTime);
        Assert.Equal(other.PublicKey.ExportSubjectPublicKeyInfo(), certificate.PublicKeyInfo.ToArray());
        Assert.Equal(other.RawData, certificate.Der.ToArray());
    }

    [Fact]
    public void Parse_what_OpenSSL_makes_of_BER_is_the_same_certificate()
    {
        byte[] der = OpenSsl.Run(["x509", "-inform", "DER", "-outform", "DER"], Case.Read("A56-ber-indef", "signCert.der"));

        Assert.Equal(der, NpkiCertificate.Parse(Case.Read("A56-ber-indef", "signCert.der")).Der.ToArray());
    }

    [Fact]
    public void Parse_malformed_alternative_name_costs_the_VID_and_the_real_name_only()
    {
        NpkiCertificate certificate = NpkiCertificate.Parse(Case.Read("A50-san-malformed", "signCert.der"));

        Assert.Null(certificate.VirtualIdentifier);
        Assert.Null(certificate.RealName);
        Assert.Equal("입찰시험(주)0001", certificate.CommonName);
        Assert.True(certificate.StatesKeyUsage);
    }

    [Theory]
    [InlineData("A08-dn-t61-euckr")]
    [InlineData("A13-dn-utf8tag-euckr")]
    public void CommonName_in_EUC_KR_is_shown_right(string name)
    {
        NpkiCertificate certificate = NpkiCertificate.Parse(Case.Read(name, "signCert.der"));

        Assert.Equal("시험건설", certificate.CommonName);
        Assert.Contains("cn=시험건설", NpkiFolder.NameFor(certificate), StringComparison.Ordinal);
    }

    [Fact]
    public void Purpose_of_a_bidding_certificate_of_KICA_is_named()
    {
        CertificatePurpose purpose = NpkiCertificate.Parse(Case.Read("A06b-kica-bid-policy", "signCert.der")).Purpose;

        Assert.Equal("1.2.410.200004.5.2.1.3", purpose.PolicyOid);
        Assert.DoesNotContain("1.2.410", purpose.KoreanName, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_key_without_encryption_says_so()
    {
        NpkiException error = Refusal("B11-key-plain-pkcs8", "any");

        Assert.Equal(NpkiFailure.NotEncrypted, error.Reason);
        Assert.Contains("not encrypted", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_says_which_key_has_another_password()
    {
        NpkiException error = Refusal("A67-km-otherpw", Case.Password);

        Assert.Equal(NpkiFailure.PasswordIncorrect, error.Reason);
        Assert.Equal("kmPri.key", Path.GetFileName(error.Path));
        Assert.Contains("signPri.key", error.Message, StringComparison.Ordinal);
        Assert.Contains("another password", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_password_of_neither_key_does_not_blame_one_of_them()
        => Assert.DoesNotContain("another password", Refusal("A67-km-otherpw", "neither").Message, StringComparison.Ordinal);

    [Fact]
    public void Open_two_values_of_R_leaves_the_key_without_R_and_says_so()
    {
        using NpkiIdentity identity = NpkiIdentity.Open(Case.Folder("B15-R-twice"), Case.Password);

        Assert.False(identity.HasRandomValue);
        Assert.True(identity.HasUnusableRandomValue);
        Assert.True(identity.LacksRandomValue);
    }

    [Theory]
    [InlineData("B24-pw-euckr-ko", "wrong 한글")]
    [InlineData("B13-key-v1-oneasym", "wrong")]
    [InlineData("B17-int-nolead0", "wrong")]
    public void Open_with_a_wrong_password_is_still_told_so(string name, string password)
        => Assert.Equal(NpkiFailure.PasswordIncorrect, Refusal(name, password).Reason);

    private static NpkiException Refusal(string name, string password)
    {
        CultureInfo before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        try
        {
            return Assert.Throws<NpkiException>(() => NpkiIdentity.Open(Case.Folder(name), password));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
