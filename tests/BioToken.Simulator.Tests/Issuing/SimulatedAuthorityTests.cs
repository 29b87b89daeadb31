using System.Security.Cryptography;
using BioToken.Npki.Certificates;
using BioToken.Npki.Identities;
using BioToken.Npki.VirtualIdentifiers;
using BioToken.Simulator.Issuing;

namespace BioToken.Simulator.Tests.Issuing;

public sealed class SimulatedAuthorityTests : IDisposable
{
    private static readonly Lazy<SimulatedAuthority> Shared = new(() => new("KICA"));
    private static readonly Lazy<NpkiIdentity> Default = new(() => Shared.Value.Issue());

    private readonly TemporaryFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Issue_by_default_makes_a_general_purpose_business_certificate_with_a_key_management_pair()
    {
        NpkiCertificate certificate = Default.Value.Certificate;

        Assert.Equal("CN=홍길동(SIMULATED),OU=SIMULATED,O=KICA,C=KR", certificate.Subject);
        Assert.Equal("CN=SIMULATED KICA CA,OU=AccreditedCA,O=KICA,C=KR", certificate.Issuer);
        Assert.Equal("홍길동", certificate.RealName);
        Assert.Equal(CertificateHolder.Business, certificate.Purpose.Holder);
        Assert.Equal(CertificateScope.General, certificate.Purpose.Scope);
        Assert.True(certificate.IsForSigning);
        Assert.False(certificate.IsForKeyManagement);
        Assert.True(Default.Value.HasRandomValue);
        Assert.True(Default.Value.KeyManagementCertificate!.IsForKeyManagement);
        Assert.False(Default.Value.KeyManagementCertificate.IsForSigning);
        Assert.Null(Default.Value.KeyManagementCertificate.VirtualIdentifier);
    }

    [Fact]
    public void Issue_certificates_are_known_to_be_for_tests()
    {
        Assert.True(Default.Value.Certificate.IsFromTestAuthority);
        Assert.Equal("KICA", Default.Value.Certificate.Authority!.Id);
    }

    [Fact]
    public void Issue_certificates_are_issued_by_the_authority()
    {
        using SimulatedAuthority other = new("KICA");

        Assert.True(Default.Value.Certificate.IsIssuedBy(Shared.Value.Certificate));
        Assert.True(Default.Value.KeyManagementCertificate!.IsIssuedBy(Shared.Value.Certificate));
        Assert.False(Default.Value.Certificate.IsIssuedBy(other.Certificate));
    }

    [Fact]
    public void Issue_validity_follows_the_given_clock()
    {
        DateTimeOffset now = new(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);
        using SimulatedAuthority authority = new(timeProvider: new FixedTime(now));
        using NpkiIdentity identity = authority.Issue(new() { HasKeyManagementPair = false });

        Assert.Equal(now.AddDays(-1), identity.Certificate.NotBefore);
        Assert.Equal(now.AddDays(-1).AddYears(1), identity.Certificate.NotAfter);
        Assert.True(authority.Certificate.IsValidAt(now));
    }

    [Fact]
    public void Issue_takes_what_the_options_say()
    {
        using NpkiIdentity identity = Shared.Value.Issue(new()
        {
            CommonName = "김철수()0001",
            OrganizationalUnits = ["RA센터", "licensedCA"],
            RealName = "김철수",
            NotBefore = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
            NotAfter = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero),
            SerialNumber = "4F3A91C2",
            PolicyOid = "1.2.410.200004.5.2.1.2",
            IdentityNumber = "8001011234567",
            VirtualIdentifierHash = VirtualIdentifierHash.Has160,
            KeySize = 3072,
        });

        Assert.Equal("CN=김철수()0001,OU=RA센터,OU=licensedCA,O=KICA,C=KR", identity.Certificate.Subject);
        Assert.Equal("4F3A91C2", identity.Certificate.SerialNumber);
        Assert.Equal("4F3A91C3", identity.KeyManagementCertificate!.SerialNumber);
        Assert.Equal(2021, identity.Certificate.NotAfter.Year);
        Assert.Equal(CertificateHolder.Personal, identity.Certificate.Purpose.Holder);
        Assert.Equal(VirtualIdentifierHash.Has160, identity.Certificate.VirtualIdentifier!.Hash);
        Assert.Equal(VirtualIdentifierCheck.Match, identity.CheckVirtualIdentifier("800101-1234567"));
        using RSA key = identity.Certificate.GetRSAPublicKey()!;
        Assert.Equal(3072, key.KeySize);
    }

    [Fact]
    public void Issue_leaves_out_what_the_options_leave_out()
    {
        using NpkiIdentity identity = Shared.Value.Issue(new()
        {
            RealName = null,
            PolicyOid = null,
            HasRandomValue = false,
            HasKeyManagementPair = false,
        });

        Assert.Null(identity.Certificate.RealName);
        Assert.Null(identity.Certificate.VirtualIdentifier);
        Assert.Null(identity.Certificate.Purpose.PolicyOid);
        Assert.False(identity.HasRandomValue);
        Assert.Null(identity.KeyManagementCertificate);
    }

    [Fact]
    public void Issue_two_holders_have_serial_numbers_of_their_own()
    {
        using NpkiIdentity other = Shared.Value.Issue(new() { HasKeyManagementPair = false });

        Assert.False(Default.Value.Certificate.SerialNumberDer.Span.SequenceEqual(other.Certificate.SerialNumberDer.Span));
    }

    [Fact]
    public void Issue_openssl_verifies_both_certificates()
    {
        string authority = WritePem("ca.pem", Shared.Value.Certificate);
        string signing = WritePem("sign.pem", Default.Value.Certificate);
        string keyManagement = WritePem("km.pem", Default.Value.KeyManagementCertificate!);

        string output = OpenSsl.RunText("verify", "-x509_strict", "-check_ss_sig", "-CAfile", authority, signing, keyManagement);

        Assert.Equal(2, output.Split('\n').Count(line => line.EndsWith(": OK", StringComparison.Ordinal)));
    }

    [Fact]
    public void Issue_openssl_reads_the_same_certificate()
    {
        NpkiCertificate certificate = Default.Value.Certificate;
        string path = WritePem("sign.pem", certificate);

        string text = OpenSsl.RunText(
            "x509", "-in", path, "-noout", "-text", "-serial", "-nameopt", "RFC2253,-esc_msb,utf8", "-certopt", "ext_parse");

        Assert.Contains($"Subject: {certificate.Subject}", text, StringComparison.Ordinal);
        Assert.Contains($"Issuer: {certificate.Issuer}", text, StringComparison.Ordinal);
        Assert.Contains($"serial={certificate.SerialNumber}", text, StringComparison.Ordinal);
        Assert.Contains("Digital Signature, Non Repudiation", text, StringComparison.Ordinal);
        Assert.Contains("Policy: 1.2.410.200004.5.2.1.1", text, StringComparison.Ordinal);
        Assert.Contains("1.2.410.200004.10.1.1", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("123")]
    [InlineData("12345678901")]
    public void Issue_identity_number_of_another_form_is_refused(string idn) =>
        Assert.Throws<ArgumentException>(() => Shared.Value.Issue(new() { IdentityNumber = idn }));

    [Fact]
    public void Issue_validity_that_ends_before_it_starts_is_refused()
    {
        DateTimeOffset day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Throws<ArgumentException>(() => Shared.Value.Issue(new() { NotBefore = day, NotAfter = day.AddDays(-1) }));
    }

    private string WritePem(string name, NpkiCertificate certificate)
    {
        string path = _temp[name];
        File.WriteAllText(path, PemEncoding.WriteString("CERTIFICATE", certificate.Der.Span));
        return path;
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
