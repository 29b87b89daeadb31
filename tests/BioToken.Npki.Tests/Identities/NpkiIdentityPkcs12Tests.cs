using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Certificates;
using BioToken.Npki.Errors;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys;
using BioToken.Npki.Pkcs12;
using BioToken.Npki.VirtualIdentifiers;

namespace BioToken.Npki.Tests.Identities;

public sealed class NpkiIdentityPkcs12Tests
{
    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2048);

    [Fact]
    public void FromPkcs12_tells_the_pairs_apart_by_key_usage()
    {
        byte[] file = Encode(
            [Simulated.Full.KeyManagementCertificate!, Simulated.Authority.Certificate, Simulated.Full.Certificate],
            [Simulated.Full.KeyManagementKey!, Simulated.Full.PrivateKey]);

        using NpkiIdentity identity = NpkiIdentity.FromPkcs12(file, Simulated.Password);

        Assert.Equal(Simulated.Full.Certificate.Der.ToArray(), identity.Certificate.Der.ToArray());
        Assert.Equal(Simulated.Full.PrivateKey.Pkcs8.ToArray(), identity.PrivateKey.Pkcs8.ToArray());
        Assert.Equal(Simulated.Full.KeyManagementCertificate!.Der.ToArray(), identity.KeyManagementCertificate!.Der.ToArray());
        Assert.Equal(Simulated.Full.KeyManagementKey!.Pkcs8.ToArray(), identity.KeyManagementKey!.Pkcs8.ToArray());
        Assert.Equal(VirtualIdentifierCheck.Match, identity.CheckVirtualIdentifier(Simulated.IdentityNumber));
        Assert.Null(identity.SourceFolder);
    }

    [Fact]
    public void FromPkcs12_without_a_key_management_pair_is_usual()
    {
        byte[] file = Encode([Simulated.SignOnly.Certificate], [Simulated.SignOnly.PrivateKey]);

        using NpkiIdentity identity = NpkiIdentity.FromPkcs12(file, Simulated.Password);

        Assert.Null(identity.KeyManagementCertificate);
    }

    [Fact]
    public void FromPkcs12_key_management_pair_of_another_holder_is_left_out()
    {
        using NpkiIdentity other = Simulated.Authority.Issue(new() { CommonName = "other" });
        byte[] file = Encode(
            [Simulated.SignOnly.Certificate, other.KeyManagementCertificate!], [Simulated.SignOnly.PrivateKey, other.KeyManagementKey!]);

        using NpkiIdentity identity = NpkiIdentity.FromPkcs12(file, Simulated.Password);

        Assert.Null(identity.KeyManagementCertificate);
    }

    [Fact]
    public void FromPkcs12_without_a_signing_key_is_not_found()
    {
        byte[] file = Encode(
            [Simulated.Full.Certificate, Simulated.Full.KeyManagementCertificate!], [Simulated.Full.KeyManagementKey!]);

        AssertRefused(NpkiFailure.NotFound, file);
    }

    [Fact]
    public void FromPkcs12_with_two_signing_keys_is_refused()
    {
        byte[] file = Encode(
            [Simulated.Full.Certificate, Simulated.SignOnly.Certificate], [Simulated.Full.PrivateKey, Simulated.SignOnly.PrivateKey]);

        AssertRefused(NpkiFailure.Malformed, file);
    }

    [Fact]
    public void FromPkcs12_with_a_wrong_password_is_refused() => AssertRefused(
        NpkiFailure.PasswordIncorrect, Encode([Simulated.SignOnly.Certificate], [Simulated.SignOnly.PrivateKey], "another"));

    [Fact]
    public void FromPkcs12_chooses_by_serial_number_among_two_persons()
    {
        byte[] file = Case.Pfx("D14-two-persons");
        NpkiException error = Assert.Throws<NpkiException>(() => NpkiIdentity.FromPkcs12(file, Case.Password));
        using NpkiPkcs12 opened = NpkiPkcs12.Read(file, Case.Password);
        string[] serials = [.. opened.Entries.Where(entry => entry.Key is not null).Select(
            entry => NpkiCertificate.Parse(entry.Certificate).SerialNumber)];

        Assert.Equal(NpkiFailure.Malformed, error.Reason);
        Assert.Equal(2, serials.Length);
        foreach (string serial in serials)
        {
            Assert.Contains(serial, error.Message, StringComparison.Ordinal);
            using NpkiIdentity identity = NpkiIdentity.FromPkcs12(file, Case.Password, "00:" + serial.ToLowerInvariant());
            Assert.Equal(serial, identity.Certificate.SerialNumber);
        }
    }

    [Fact]
    public void FromPkcs12_serial_number_that_is_not_there_names_those_that_are()
    {
        byte[] file = Encode([Simulated.SignOnly.Certificate], [Simulated.SignOnly.PrivateKey]);

        NpkiException error = Assert.Throws<NpkiException>(() => NpkiIdentity.FromPkcs12(file, Simulated.Password, "1234"));

        Assert.Equal(NpkiFailure.NotFound, error.Reason);
        Assert.Contains(Simulated.SignOnly.Certificate.SerialNumber, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, TestPair.KeyManagement)]
    [InlineData(TestPair.Signing, null)]
    public void FromPkcs12_a_certificate_without_key_usage_takes_the_role_that_is_left(X509KeyUsageFlags? sign, X509KeyUsageFlags? km)
    {
        NpkiCertificate first = TestPair.Certify(TestKeys.Rsa, sign);
        NpkiCertificate second = TestPair.Certify(TestKeys.OtherRsa, km, serial: 2);

        using NpkiIdentity identity = FromPairs((second, TestKeys.OtherRsa), (first, TestKeys.Rsa));

        Assert.Equal(first.SerialNumber, identity.Certificate.SerialNumber);
        Assert.Equal(second.SerialNumber, identity.KeyManagementCertificate!.SerialNumber);
    }

    [Fact]
    public void FromPkcs12_key_management_certificate_of_another_issuer_is_left_out()
    {
        NpkiCertificate sign = TestPair.Certify(TestKeys.Rsa, TestPair.Signing);
        NpkiCertificate km = TestPair.Certify(TestKeys.OtherRsa, TestPair.KeyManagement, issuer: "another", serial: 2);

        using NpkiIdentity identity = FromPairs((sign, TestKeys.Rsa), (km, TestKeys.OtherRsa));

        Assert.Null(identity.KeyManagementCertificate);
    }

    [Fact]
    public void FromPkcs12_third_pair_of_the_same_use_is_not_guessed()
    {
        using RSA third = RSA.Create(2048);
        NpkiCertificate sign = TestPair.Certify(TestKeys.Rsa, TestPair.Signing);
        NpkiCertificate km = TestPair.Certify(TestKeys.OtherRsa, TestPair.KeyManagement, serial: 2);
        NpkiCertificate other = TestPair.Certify(third, TestPair.KeyManagement, serial: 3);

        NpkiException error = Assert.Throws<NpkiException>(() => FromPairs((sign, TestKeys.Rsa), (km, TestKeys.OtherRsa), (other, third)));

        Assert.Equal(NpkiFailure.Malformed, error.Reason);
        Assert.Contains("1003", error.Message, StringComparison.Ordinal);
    }

    private static NpkiIdentity FromPairs(params (NpkiCertificate Certificate, RSA Key)[] pairs)
    {
        NpkiPrivateKey[] keys = [.. pairs.Select(pair => TestPair.Key(pair.Key))];
        byte[] file = Encode([.. pairs.Select(pair => pair.Certificate)], keys);
        Array.ForEach(keys, key => key.Dispose());
        return NpkiIdentity.FromPkcs12(file, Simulated.Password);
    }

    private static void AssertRefused(NpkiFailure reason, byte[] file) =>
        Assert.Equal(reason, Assert.Throws<NpkiException>(() => NpkiIdentity.FromPkcs12(file, Simulated.Password)).Reason);

    private static byte[] Encode(NpkiCertificate[] certificates, NpkiPrivateKey[] keys, string password = Simulated.Password)
    {
        Pkcs12SafeContents contents = new();
        foreach (NpkiCertificate certificate in certificates)
        {
            using X509Certificate2 x509 = certificate.ToX509Certificate();
            contents.AddCertificate(x509);
        }

        foreach (NpkiPrivateKey key in keys)
        {
            byte[] encrypted = Pkcs8PrivateKeyInfo.Decode(key.Pkcs8.ToArray(), out _).Encrypt(password, Encryption);
            contents.AddSafeBag(new Pkcs12ShroudedKeyBag(encrypted));
        }

        Pkcs12Builder builder = new();
        builder.AddSafeContentsEncrypted(contents, password, Encryption);
        builder.SealWithMac(password, HashAlgorithmName.SHA256, 2048);
        return builder.Encode();
    }
}
