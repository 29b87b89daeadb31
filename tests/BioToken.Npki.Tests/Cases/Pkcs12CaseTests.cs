using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using BioToken.Npki.Errors;
using BioToken.Npki.Formats;
using BioToken.Npki.Identities;
using BioToken.Npki.Pkcs12;
using BioToken.Npki.Resources;

namespace BioToken.Npki.Tests;

/// <summary>PKCS#12 files as programs in the field write them.</summary>
public sealed class Pkcs12CaseTests
{
    [Theory]
    [InlineData("D07-pbes2-3des")]
    [InlineData("D19-fn-utf8")]
    [InlineData("D21-ec-beside")]
    [InlineData("D29-trailing")]
    public void FromPkcs12_opens(string name)
    {
        using NpkiIdentity identity = NpkiIdentity.FromPkcs12(Case.Pfx(name), Case.Password);
        using RSA publicKey = identity.Certificate.GetRSAPublicKey()!;

        Assert.True(identity.PrivateKey.Matches(publicKey));
    }

    [Fact]
    public void FromPkcs12_opens_PEM()
    {
        string pem = PemEncoding.WriteString("PKCS12", Case.Pfx("D07-pbes2-3des"));
        NpkiIdentity.FromPkcs12(System.Text.Encoding.ASCII.GetBytes(pem), Case.Password).Dispose();
    }

    // The second is the first as PEM.
    [Theory]
    [InlineData("D27-key-other-pw")]
    [InlineData("D28-pem")]
    public void Read_key_of_another_password_than_the_MAC_says_so(string name)
    {
        NpkiException error = Assert.Throws<NpkiException>(() => NpkiPkcs12.Read(Case.Pfx(name), Case.Password));

        Assert.Equal(NpkiFailure.PasswordIncorrect, error.Reason);
        Assert.Equal(Messages.Get("Pkcs12KeyPassword"), error.Message);
        Assert.Equal(
            Messages.Get("PasswordIncorrect"),
            Assert.Throws<NpkiException>(() => NpkiPkcs12.Read(Case.Pfx(name), "neither")).Message);
    }

    [Fact]
    public void Read_friendly_name_as_UTF8String_is_read()
    {
        using NpkiPkcs12 file = NpkiPkcs12.Read(Case.Pfx("D19-fn-utf8"), Case.Password);

        Assert.Contains(file.Entries, entry => !string.IsNullOrEmpty(entry.FriendlyName) && entry.FriendlyName[0] != '#');
    }

    [Fact]
    public void Read_changed_file_whose_password_is_right_is_not_a_wrong_password()
    {
        byte[] pfx = Pkcs12Sample.Export(Pkcs12Sample.Password, "-iter", "1");
        Pkcs12Info.Decode(pfx, out _);
        // The MAC's salt is the second-to-last element; its last byte comes before the count.
        pfx[^5] ^= 1;

        Assert.Equal(NpkiFailure.Malformed, Refusal(pfx, Pkcs12Sample.Password));
        Assert.Equal(NpkiFailure.PasswordIncorrect, Refusal(pfx, "wrong"));
    }

    [Fact]
    public void Read_password_in_parts_and_in_CP949_opens()
    {
        byte[] composed = Pkcs12Sample.Export("비밀번호1!", "-iter", "1");
        NpkiPkcs12.Read(composed, "비밀번호1!".Normalize(System.Text.NormalizationForm.FormD)).Dispose();

        byte[] cp949 = Pkcs12Sample.Export(
            System.Text.Encoding.Latin1.GetString(KoreanText.Cp949.GetBytes("비밀번호1!")), "-iter", "1", "-legacy");
        NpkiPkcs12.Read(cp949, "비밀번호1!").Dispose();
        Assert.Equal(NpkiFailure.PasswordIncorrect, Refusal(cp949, "비밀번호2!"));
    }

    [Fact]
    public void Read_damaged_certificate_beside_a_pair_hides_nothing()
    {
        byte[] pfx = Pkcs12Sample.Seal(contents =>
        {
            contents.AddKeyUnencrypted(TestKeys.Rsa);
            contents.AddSafeBag(new Pkcs12CertBag(new Oid("1.2.840.113549.1.9.22.1"), new byte[] { 0x04, 0x02, 0x30, 0x01 }));
            contents.AddSafeBag(new Pkcs12CertBag(
                new Oid("1.2.840.113549.1.9.22.1"), new Pkcs9OctetString(Pkcs12Sample.SignCertificate).Encoded));
        });

        using NpkiPkcs12 file = NpkiPkcs12.Read(pfx, Pkcs12Sample.Password);

        Assert.Equal(2, file.Entries.Count);
        Assert.NotNull(file.Entries[1].Key);
    }

    private static NpkiFailure Refusal(byte[] pfx, string password)
        => Assert.Throws<NpkiException>(() => NpkiPkcs12.Read(pfx, password)).Reason;

    /// <summary>An OCTET STRING that contains the bytes.</summary>
    private sealed class Pkcs9OctetString(byte[] content)
    {
        public byte[] Encoded
        {
            get
            {
                System.Formats.Asn1.AsnWriter writer = new(System.Formats.Asn1.AsnEncodingRules.DER);
                writer.WriteOctetString(content);
                return writer.Encode();
            }
        }
    }
}
