using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Certificates;
using BioToken.Npki.Errors;
using BioToken.Npki.VirtualIdentifiers;

namespace BioToken.Npki.Tests.Certificates;

public sealed class NpkiCertificateTests
{
    private const string AlternativeNameOid = "2.5.29.17";

    [Fact]
    public void Parse_gives_the_names_most_specific_part_first()
    {
        NpkiCertificate certificate = new TestCertificate
        {
            SubjectDer = TestCertificate.Name(
                ("2.5.4.6", "kr"), ("2.5.4.10", "yessign"), ("2.5.4.11", "personal4IB"), ("2.5.4.3", "홍길동()0020041")),
        }.Parse();

        Assert.Equal("CN=홍길동()0020041,OU=personal4IB,O=yessign,C=kr", certificate.Subject);
        Assert.Equal(certificate.Subject, certificate.Issuer);
        Assert.Equal("홍길동()0020041", certificate.CommonName);
    }

    [Fact]
    public void Parse_agrees_with_the_systems_reader()
    {
        byte[] der = new TestCertificate().Build();
        using X509Certificate2 other = X509CertificateLoader.LoadCertificate(der);

        NpkiCertificate certificate = NpkiCertificate.Parse(der);

        Assert.Equal(other.RawData, certificate.Der.ToArray());
        Assert.Equal(other.SubjectName.RawData, certificate.SubjectDer.ToArray());
        Assert.Equal(other.IssuerName.RawData, certificate.IssuerDer.ToArray());
        Assert.Equal(other.SerialNumber, certificate.SerialNumber);
        Assert.Equal(other.NotBefore.ToUniversalTime(), certificate.NotBefore.UtcDateTime);
        Assert.Equal(other.NotAfter.ToUniversalTime(), certificate.NotAfter.UtcDateTime);
        Assert.Equal(other.PublicKey.ExportSubjectPublicKeyInfo(), certificate.PublicKeyInfo.ToArray());
    }

    [Fact]
    public void SerialNumberDer_is_the_encoded_integer() =>
        Assert.Equal("02044F3A91C2", Convert.ToHexString(new TestCertificate().Parse().SerialNumberDer.Span));

    [Fact]
    public void SerialNumber_with_the_high_bit_set_has_no_leading_zero() =>
        Assert.Equal("FF01", new TestCertificate { SerialNumber = [0xFF, 0x01] }.Parse().SerialNumber);

    [Theory]
    [InlineData(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, true, false)]
    [InlineData(X509KeyUsageFlags.NonRepudiation, true, false)]
    [InlineData(X509KeyUsageFlags.KeyEncipherment, false, true)]
    [InlineData(X509KeyUsageFlags.DecipherOnly | X509KeyUsageFlags.KeyAgreement, false, false)]
    public void KeyUsages_tell_signing_from_key_management(X509KeyUsageFlags usages, bool signs, bool managesKeys)
    {
        NpkiCertificate certificate = new TestCertificate { Extensions = { TestCertificate.KeyUsage(usages) } }.Parse();

        Assert.Equal(usages, certificate.KeyUsages);
        Assert.Equal(signs, certificate.IsForSigning);
        Assert.Equal(managesKeys, certificate.IsForKeyManagement);
    }

    [Fact]
    public void Parse_bare_certificate_leaves_out_what_it_does_not_say()
    {
        NpkiCertificate certificate = new TestCertificate().Parse();

        Assert.Equal(X509KeyUsageFlags.None, certificate.KeyUsages);
        Assert.False(certificate.StatesKeyUsage);
        Assert.True(certificate.IsForSigning);
        Assert.True(certificate.IsForKeyManagement);
        Assert.False(certificate.IsAuthority);
        Assert.Empty(certificate.PolicyOids);
        Assert.Null(certificate.Purpose.PolicyOid);
        Assert.Null(certificate.RealName);
        Assert.Null(certificate.VirtualIdentifier);
    }

    [Fact]
    public void SubjectKeyIdentifier_without_the_extension_is_the_hash_of_the_public_key()
    {
        X509SubjectKeyIdentifierExtension expected = new(new PublicKey(TestCertificate.Key), critical: false);

        Assert.Equal(expected.SubjectKeyIdentifierBytes.ToArray(), new TestCertificate().Parse().SubjectKeyIdentifier.ToArray());
    }

    [Fact]
    public void SubjectKeyIdentifier_is_taken_from_the_extension()
    {
        byte[] identifier = [1, 2, 3, 4];
        TestCertificate certificate = new() { Extensions = { new X509SubjectKeyIdentifierExtension(identifier, critical: false) } };

        Assert.Equal(identifier, certificate.Parse().SubjectKeyIdentifier.ToArray());
    }

    [Fact]
    public void RealName_and_VirtualId_come_from_the_alternative_name()
    {
        byte[] value = RandomNumberGenerator.GetBytes(32);
        byte[] encoded = AlternativeName.Encode("테스트", "2.16.840.1.101.3.4.2.1", value, explicitTag: true);

        NpkiCertificate certificate = new TestCertificate { Extensions = { new(AlternativeNameOid, encoded, critical: false) } }.Parse();

        Assert.Equal("테스트", certificate.RealName);
        Assert.Equal(VirtualIdentifierHash.Sha256, certificate.VirtualIdentifier!.Hash);
        Assert.Equal(value, certificate.VirtualIdentifier.Value.ToArray());
    }

    [Fact]
    public void VirtualId_with_an_implicit_tag_and_an_unknown_hash_is_read()
    {
        byte[] encoded = AlternativeName.Encode("테스트", "1.2.3.4", [7, 8, 9], explicitTag: false);

        NpkiCertificate certificate = new TestCertificate { Extensions = { new(AlternativeNameOid, encoded, critical: false) } }.Parse();

        Assert.Equal("1.2.3.4", certificate.VirtualIdentifier!.HashOid);
        Assert.Equal([7, 8, 9], certificate.VirtualIdentifier.Value.ToArray());
    }

    [Fact]
    public void RealName_is_null_beside_other_alternative_names()
    {
        SubjectAlternativeNameBuilder builder = new();
        builder.AddEmailAddress("user@example.com");
        builder.AddUserPrincipalName("user@example.com");

        Assert.Null(new TestCertificate { Extensions = { builder.Build() } }.Parse().RealName);
    }

    [Fact]
    public void IsValidAt_includes_both_ends()
    {
        NpkiCertificate certificate = new TestCertificate().Parse();

        Assert.False(certificate.IsValidAt(certificate.NotBefore.AddSeconds(-1)));
        Assert.True(certificate.IsValidAt(certificate.NotBefore));
        Assert.True(certificate.IsValidAt(certificate.NotAfter.ToOffset(TimeSpan.FromHours(9))));
        Assert.False(certificate.IsValidAt(certificate.NotAfter.AddSeconds(1)));
    }

    [Fact]
    public void NotAfter_beyond_2049_is_read() =>
        Assert.Equal(2060, new TestCertificate { NotAfter = new(2060, 1, 1, 0, 0, 0, TimeSpan.Zero) }.Parse().NotAfter.Year);

    [Fact]
    public void Parse_bytes_after_the_certificate_are_passed_over()
    {
        byte[] der = new TestCertificate().Build();

        Assert.Equal(der, NpkiCertificate.Parse((byte[])[.. der, 0, 1, 2]).Der.ToArray());
    }

    [Fact]
    public void Parse_of_an_extension_that_occurs_twice_the_first_holds()
    {
        byte[] der = new TestCertificate
        {
            Extensions = { TestCertificate.KeyUsage(X509KeyUsageFlags.KeyEncipherment), new("2.5.29.16", [3, 2, 7, 128], false) },
        }.Build();
        int second = der.AsSpan().IndexOf<byte>([0x06, 0x03, 0x55, 0x1D, 0x10]);
        der[second + 4] = 0x0F;

        Assert.Equal(X509KeyUsageFlags.KeyEncipherment, NpkiCertificate.Parse(der).KeyUsages);
    }

    [Theory]
    [InlineData("2.5.29.14")]
    [InlineData("2.5.29.15")]
    [InlineData("2.5.29.17")]
    [InlineData("2.5.29.19")]
    [InlineData("2.5.29.32")]
    public void Parse_extension_that_cannot_be_read_costs_only_what_it_would_have_said(string oid)
    {
        foreach (byte[] bad in new byte[][] { [], [0x30], [0x30, 0x05, 0x01], [0x02, 0x01, 0x00], [0x30, 0x80], [0x04, 0x84, 0xFF, 0xFF, 0xFF, 0xFF] })
        {
            NpkiCertificate certificate = new TestCertificate { Extensions = { new(oid, bad, false) } }.Parse();

            Assert.Equal("홍길동", certificate.CommonName);
            Assert.False(certificate.StatesKeyUsage);
            Assert.Null(certificate.VirtualIdentifier);
            Assert.False(certificate.IsAuthority);
            Assert.Empty(certificate.PolicyOids);
            Assert.Equal(20, certificate.SubjectKeyIdentifier.Length);
        }
    }

    [Theory]
    [InlineData("CERTIFICATE", "")]
    [InlineData("X509 CERTIFICATE", "Bag Attributes\n    friendlyName: 이름\n")]
    [InlineData("TRUSTED CERTIFICATE", "\uFEFF")]
    public void Parse_PEM_is_read_whatever_stands_before_it(string label, string before)
    {
        byte[] der = new TestCertificate().Build();
        string pem = before + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n" + System.Security.Cryptography.PemEncoding.WriteString(label, der);

        Assert.Equal(der, NpkiCertificate.Parse(System.Text.Encoding.UTF8.GetBytes(pem)).Der.ToArray());
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("")]
    public void Parse_Base64_is_read(string lineEnd)
    {
        byte[] der = new TestCertificate().Build();
        string text = string.Concat(Convert.ToBase64String(der).Chunk(64).Select(line => new string(line) + lineEnd));

        Assert.Equal(der, NpkiCertificate.Parse(System.Text.Encoding.ASCII.GetBytes(text)).Der.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("3000")]
    [InlineData("-----BEGIN CERTIFICATE-----")]
    public void Parse_something_else_is_malformed(string content) => AssertMalformed(System.Text.Encoding.ASCII.GetBytes(content));

    [Fact]
    public void Parse_oversized_data_is_refused()
    {
        NpkiException error = Assert.Throws<NpkiException>(() => NpkiCertificate.Parse(new byte[NpkiCertificate.MaxLength + 1]));

        Assert.Equal(NpkiFailure.TooLarge, error.Reason);
    }

    [Fact]
    public void Parse_copies_its_input()
    {
        byte[] der = new TestCertificate().Build();
        NpkiCertificate certificate = NpkiCertificate.Parse(der);
        string subject = certificate.Subject;

        der.AsSpan().Clear();

        Assert.Equal(0x30, certificate.Der.Span[0]);
        Assert.Equal(subject, NpkiCertificate.Parse(certificate.Der).Subject);
    }

    private static void AssertMalformed(byte[] der)
    {
        NpkiException error = Assert.Throws<NpkiException>(() => NpkiCertificate.Parse(der));

        Assert.Equal(NpkiFailure.Malformed, error.Reason);
    }
}
