using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Certificates;
using BioToken.Npki.Errors;
using BioToken.Npki.Identities;

namespace BioToken.Npki.Tests.Identities;

/// <summary>The certificates that are accepted for signatures and for key management, regardless of the file names.</summary>
public sealed class CertificateRolesTests : IDisposable
{
    private readonly TemporaryFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Open_without_key_usage_signs_and_encrypts()
    {
        using NpkiIdentity identity = NpkiIdentity.Open(Case.Folder("Z2-new-noku"), Case.Password);

        Assert.False(identity.Certificate.StatesKeyUsage);
        Assert.True(identity.Certificate.IsForSigning);
        Assert.True(identity.Certificate.IsForKeyManagement);
    }

    [Theory]
    [InlineData("Z3-new-kmkey-as-sign", "33333333")]
    [InlineData("Z7-km-same-as-sign", "55555555")]
    public void Open_folder_that_makes_no_identity_is_refused_whatever_the_password(string name, string serialNumber)
    {
        foreach (string password in new[] { Case.Password, "another" })
        {
            NpkiException error = AssertWrongRole(Case.Folder(name), password);
            Assert.Contains(serialNumber, error.Message, StringComparison.Ordinal);
            Assert.Equal(Case.Folder(name), error.Path);
        }

        Assert.Equal(NpkiFailure.WrongRole, NpkiFolder.Read(Case.Folder(name)).Problem!.Reason);
    }

    [Fact]
    public void Open_swapped_files_are_read_as_what_they_are()
    {
        NpkiFolder folder = NpkiFolder.Read(Case.Folder("Z5-swapped"));
        using NpkiIdentity identity = NpkiIdentity.Open(folder, Case.Password);

        Assert.Null(folder.Problem);
        Assert.Equal(TestPair.Signing, identity.Certificate.KeyUsages);
        Assert.Equal(TestPair.KeyManagement, identity.KeyManagementCertificate!.KeyUsages);
        Assert.Equal(folder.Certificate.Der, identity.Certificate.Der);
        Assert.Equal("kmPri.key", Path.GetFileName(folder.PrivateKeyPath));
        Assert.Equal("signPri.key", Path.GetFileName(folder.KeyManagementKeyPath));
    }

    [Fact]
    public void Open_keys_in_each_others_place_are_put_right()
    {
        NpkiCertificate sign = TestPair.Certify(TestKeys.Rsa, TestPair.Signing);
        NpkiCertificate km = TestPair.Certify(TestKeys.OtherRsa, TestPair.KeyManagement, serial: 2);

        using NpkiIdentity identity = NpkiIdentity.Open(
            TestPair.Write(_temp, sign, TestKeys.OtherRsa, km, TestKeys.Rsa), Simulated.Password);

        Assert.True(identity.PrivateKey.Matches(TestKeys.Rsa));
        Assert.True(identity.KeyManagementKey!.Matches(TestKeys.OtherRsa));
    }

    [Fact]
    public void Open_certificates_in_each_others_place_are_put_right()
    {
        NpkiCertificate sign = TestPair.Certify(TestKeys.Rsa, TestPair.Signing);
        NpkiCertificate km = TestPair.Certify(TestKeys.OtherRsa, TestPair.KeyManagement, serial: 2);

        using NpkiIdentity identity = NpkiIdentity.Open(
            TestPair.Write(_temp, km, TestKeys.Rsa, sign, TestKeys.OtherRsa), Simulated.Password);

        Assert.Equal(sign.SerialNumber, identity.Certificate.SerialNumber);
        Assert.True(identity.PrivateKey.Matches(TestKeys.Rsa));
    }

    [Theory]
    [InlineData(null, X509KeyUsageFlags.KeyEncipherment, "1001")]
    [InlineData(TestPair.Signing, null, "1001")]
    [InlineData(X509KeyUsageFlags.KeyEncipherment, null, "1002")]
    [InlineData(null, TestPair.Signing, "1002")]
    [InlineData(null, null, "1001")]
    [InlineData(TestPair.Signing | TestPair.KeyManagement, TestPair.KeyManagement, "1001")]
    [InlineData(TestPair.KeyManagement, TestPair.Signing | TestPair.KeyManagement, "1002")]
    [InlineData(TestPair.Signing, X509KeyUsageFlags.DataEncipherment, "1001")]
    public void Open_finds_the_signature_certificate_by_what_each_may_do(
        X509KeyUsageFlags? first, X509KeyUsageFlags? second, string signing)
    {
        using NpkiIdentity identity = NpkiIdentity.Open(Write(first, second), Simulated.Password);

        Assert.Equal(signing, identity.Certificate.SerialNumber);
        Assert.NotEqual(signing, identity.KeyManagementCertificate!.SerialNumber, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(X509KeyUsageFlags.None, X509KeyUsageFlags.KeyEncipherment)]
    [InlineData(X509KeyUsageFlags.KeyEncipherment, X509KeyUsageFlags.KeyEncipherment)]
    [InlineData(TestPair.Signing, TestPair.Signing)]
    [InlineData(X509KeyUsageFlags.KeyCertSign, X509KeyUsageFlags.KeyEncipherment)]
    [InlineData(X509KeyUsageFlags.KeyCertSign, null)]
    [InlineData(X509KeyUsageFlags.KeyEncipherment, X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign)]
    public void Open_pairs_that_cannot_sign_or_encrypt_are_refused(X509KeyUsageFlags? first, X509KeyUsageFlags? second)
        => AssertWrongRole(Write(first, second), Simulated.Password);

    [Theory]
    [InlineData("somebody else", "issuer", false)]
    [InlineData("holder", "another issuer", false)]
    [InlineData("issuer", "issuer", true)]
    public void Open_key_management_certificate_of_another_holder_or_issuer_is_refused(string holder, string issuer, bool isAuthority)
    {
        NpkiCertificate sign = TestPair.Certify(TestKeys.Rsa, TestPair.Signing);
        NpkiCertificate km = TestPair.Certify(TestKeys.OtherRsa, null, holder, issuer, serial: 2, isAuthority);

        AssertWrongRole(TestPair.Write(_temp, sign, TestKeys.Rsa, km, TestKeys.OtherRsa), Simulated.Password);
    }

    [Fact]
    public void Open_names_that_differ_by_case_are_one_holder()
    {
        NpkiCertificate sign = TestPair.Certify(TestKeys.Rsa, TestPair.Signing, "Holder", "ISSUER");
        NpkiCertificate km = TestPair.Certify(TestKeys.OtherRsa, TestPair.KeyManagement, "holder", "issuer", serial: 2);

        using NpkiIdentity identity = NpkiIdentity.Open(
            TestPair.Write(_temp, sign, TestKeys.Rsa, km, TestKeys.OtherRsa), Simulated.Password);

        Assert.NotNull(identity.KeyManagementCertificate);
    }

    [Fact]
    public void Open_two_certificates_of_one_key_are_refused()
    {
        NpkiCertificate sign = TestPair.Certify(TestKeys.Rsa, TestPair.Signing);
        NpkiCertificate km = TestPair.Certify(TestKeys.Rsa, TestPair.KeyManagement, serial: 2);

        AssertWrongRole(TestPair.Write(_temp, sign, TestKeys.Rsa, km, TestKeys.Rsa), Simulated.Password);
    }

    [Fact]
    public void Open_swapped_certificates_that_state_no_use_are_told_apart_by_the_VID()
    {
        NpkiCertificate sign = TestPair.Certify(TestKeys.Rsa, usages: null, hasVid: true);
        NpkiCertificate km = TestPair.Certify(TestKeys.OtherRsa, usages: null, serial: 2);

        using NpkiIdentity identity = NpkiIdentity.Open(
            TestPair.Write(_temp, km, TestKeys.OtherRsa, sign, TestKeys.Rsa), Simulated.Password);

        Assert.Equal("1001", identity.Certificate.SerialNumber);
    }

    [Fact]
    public void Create_follows_the_same_rule()
    {
        NpkiCertificate km = TestPair.Certify(TestKeys.OtherRsa, TestPair.KeyManagement);

        NpkiException error = Assert.Throws<NpkiException>(() => NpkiIdentity.Create(km, TestPair.Key(TestKeys.OtherRsa)));

        Assert.Equal(NpkiFailure.WrongRole, error.Reason);
    }

    [Fact]
    public void LacksRandomValue_tells_a_VID_that_cannot_be_checked()
    {
        using NpkiIdentity without = NpkiIdentity.Open(Case.Folder("B10-key-openssl-default"), Case.Password);
        using NpkiIdentity with = NpkiIdentity.Open(Case.Folder("Z1-old"), Case.Password);
        using NpkiIdentity none = NpkiIdentity.Open(Case.Folder("Z2-new-noku"), Case.Password);

        Assert.True(without.LacksRandomValue);
        Assert.False(with.LacksRandomValue);
        Assert.False(none.LacksRandomValue);
    }

    private string Write(X509KeyUsageFlags? first, X509KeyUsageFlags? second) => TestPair.Write(
        _temp,
        TestPair.Certify(TestKeys.Rsa, first),
        TestKeys.Rsa,
        TestPair.Certify(TestKeys.OtherRsa, second, serial: 2),
        TestKeys.OtherRsa);

    private static NpkiException AssertWrongRole(string folder, string password)
    {
        NpkiException error = Assert.Throws<NpkiException>(() => NpkiIdentity.Open(folder, password));
        Assert.Equal(NpkiFailure.WrongRole, error.Reason);
        return error;
    }
}
