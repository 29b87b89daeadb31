using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

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
        Assert.Equal(VirtualIdentifierCheck.Match, identity.CheckVirtualId(Simulated.IdentityNumber));
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
