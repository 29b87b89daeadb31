using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Certificates;
using BioToken.Npki.Errors;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys;
using BioToken.Npki.VirtualIdentifiers;
using BioToken.Simulator.Issuing;

namespace BioToken.Npki.Tests.Identities;

public sealed class NpkiIdentityTests : IDisposable
{
    private readonly TemporaryFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData(SimulatedFileNames.LowerCamel, SimulatedKeyEncryption.SeedCbcWithSha1)]
    [InlineData(SimulatedFileNames.UpperCamel, SimulatedKeyEncryption.Pbes2Aes256)]
    public void Open_gives_certificates_and_keys(SimulatedFileNames fileNames, SimulatedKeyEncryption encryption)
    {
        NpkiFolder folder = SimulatedNpkiFolder.Write(_temp.Path, Simulated.Full, Simulated.Password, fileNames, encryption);

        using NpkiIdentity identity = NpkiIdentity.Open(folder.Path, Simulated.Password);

        Assert.Equal(Simulated.Full.Certificate.Der.ToArray(), identity.Certificate.Der.ToArray());
        Assert.Equal(Simulated.Full.PrivateKey.Pkcs8.ToArray(), identity.PrivateKey.Pkcs8.ToArray());
        Assert.Equal(Simulated.Full.KeyManagementCertificate!.Der.ToArray(), identity.KeyManagementCertificate!.Der.ToArray());
        Assert.Equal(Simulated.Full.KeyManagementKey!.Pkcs8.ToArray(), identity.KeyManagementKey!.Pkcs8.ToArray());
        Assert.True(identity.HasRandomValue);
        Assert.False(identity.KeyManagementKey.HasRandomValue);
        Assert.Equal(folder.Path, identity.SourceFolder);
    }

    [Fact]
    public void Open_key_signs_what_its_certificate_verifies()
    {
        using NpkiIdentity identity = NpkiIdentity.Open(Write(Simulated.Full), Simulated.Password);
        using RSA privateKey = identity.PrivateKey.GetRSAPrivateKey();
        using RSA publicKey = identity.Certificate.GetRSAPublicKey()!;
        byte[] data = [1, 2, 3];

        byte[] signature = privateKey.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        Assert.True(publicKey.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public void Open_without_a_key_management_pair_is_usual()
    {
        using NpkiIdentity identity = NpkiIdentity.Open(Write(Simulated.SignOnly), Simulated.Password);

        Assert.Null(identity.KeyManagementCertificate);
        Assert.Null(identity.KeyManagementKey);
    }

    [Theory]
    [InlineData("Simulated#2027")]
    [InlineData("")]
    [InlineData("비밀번호")]
    public void Open_with_a_wrong_password_says_so_and_does_not_repeat_it(string password)
    {
        string folder = Write(Simulated.SignOnly);

        NpkiException error = Assert.Throws<NpkiException>(() => NpkiIdentity.Open(folder, password));

        Assert.Equal(NpkiFailure.PasswordIncorrect, error.Reason);
        if (password.Length > 0)
            Assert.DoesNotContain(password, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("signPri.key", "kmPri.key")]
    [InlineData("kmPri.key", "signPri.key")]
    public void Open_key_of_another_certificate_is_a_mismatch(string replaced, string by)
    {
        string folder = Write(Simulated.Full);
        File.Copy(Path.Combine(folder, by), Path.Combine(folder, replaced), overwrite: true);

        NpkiException error = Assert.Throws<NpkiException>(() => NpkiIdentity.Open(folder, Simulated.Password));

        Assert.Equal(NpkiFailure.KeyMismatch, error.Reason);
        Assert.Equal(folder, error.Path);
    }

    [Theory]
    [InlineData("signCert.der")]
    [InlineData("kmCert.der")]
    public void Open_certificate_with_an_oversized_key_names_the_folder(string oversized)
    {
        NpkiCertificate sign = TestPair.Certify(TestKeys.OtherRsa, TestPair.Signing);
        NpkiCertificate km = TestPair.Certify(TestKeys.OtherRsa, TestPair.KeyManagement, serial: 2);
        string folder = TestPair.Write(_temp, sign, TestKeys.Rsa, km, TestKeys.Rsa);
        X509KeyUsageFlags usages = oversized == "kmCert.der" ? TestPair.KeyManagement : TestPair.Signing;
        File.WriteAllBytes(Path.Combine(folder, oversized), TestPair.CertifyOversized(usages));

        NpkiException error = Assert.Throws<NpkiException>(() => NpkiIdentity.Open(folder, Simulated.Password));

        Assert.Equal(folder, error.Path);
        Assert.Contains("16384", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_damaged_key_names_the_file()
    {
        string folder = Write(Simulated.SignOnly);
        File.WriteAllBytes(Path.Combine(folder, "signPri.key"), [0x30, 0x00]);

        NpkiException error = Assert.Throws<NpkiException>(() => NpkiIdentity.Open(folder, Simulated.Password));

        Assert.Equal(NpkiFailure.Malformed, error.Reason);
        Assert.Equal(Path.Combine(folder, "signPri.key"), error.Path);
    }

    [Fact]
    public void Open_huge_key_is_refused_without_reading_it()
    {
        string folder = Write(Simulated.SignOnly);
        using (FileStream file = File.OpenWrite(Path.Combine(folder, "signPri.key")))
            file.SetLength(1L << 30);

        Assert.Equal(
            NpkiFailure.TooLarge, Assert.Throws<NpkiException>(() => NpkiIdentity.Open(folder, Simulated.Password)).Reason);
    }

    [Theory]
    [InlineData("signCert.der")]
    [InlineData("signPri.key")]
    [InlineData("kmPri.key")]
    public void Open_pipe_in_the_place_of_a_file_is_refused_without_waiting(string name)
    {
        string path = Path.Combine(Write(Simulated.Full), name);
        File.Delete(path);
        _temp.MakePipe(path);

        NpkiException error = Assert.Throws<NpkiException>(() => NpkiIdentity.Open(Path.GetDirectoryName(path)!, Simulated.Password));

        Assert.Equal(NpkiFailure.Malformed, error.Reason);
        Assert.Equal(path, error.Path);
    }

    [Fact]
    public void Open_expired_certificate_is_opened()
    {
        using NpkiIdentity expired = Simulated.Authority.Issue(new()
        {
            NotBefore = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
            NotAfter = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero),
            HasKeyManagementPair = false,
        });

        using NpkiIdentity identity = NpkiIdentity.Open(Write(expired), Simulated.Password);

        Assert.False(identity.Certificate.IsValidAt(new(2021, 1, 1, 0, 0, 1, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("123-45-67890", VirtualIdentifierCheck.Match)]
    [InlineData("1234567891", VirtualIdentifierCheck.Mismatch)]
    public void CheckVirtualId_compares_the_holders_number(string idn, VirtualIdentifierCheck expected) =>
        Assert.Equal(expected, Simulated.Full.CheckVirtualIdentifier(idn));

    [Fact]
    public void CheckVirtualId_without_R_is_not_available()
    {
        Assert.False(Simulated.SignOnly.HasRandomValue);
        Assert.NotNull(Simulated.SignOnly.Certificate.VirtualIdentifier);
        Assert.Equal(VirtualIdentifierCheck.NotAvailable, Simulated.SignOnly.CheckVirtualIdentifier(Simulated.IdentityNumber));
    }

    [Fact]
    public void Create_with_the_key_of_another_disposes_the_keys()
    {
        NpkiPrivateKey key = NpkiPrivateKey.Parse(Simulated.SignOnly.PrivateKey.Pkcs8);

        NpkiException error = Assert.Throws<NpkiException>(() => NpkiIdentity.Create(Simulated.Full.Certificate, key));

        Assert.Equal(NpkiFailure.KeyMismatch, error.Reason);
        Assert.Throws<ObjectDisposedException>(() => key.Pkcs8.Length);
    }

    [Fact]
    public void Create_with_half_a_key_management_pair_is_refused()
    {
        using NpkiPrivateKey key = NpkiPrivateKey.Parse(Simulated.Full.PrivateKey.Pkcs8);

        Assert.Throws<ArgumentException>(
            () => NpkiIdentity.Create(Simulated.Full.Certificate, key, Simulated.Full.KeyManagementCertificate));
    }

    [Fact]
    public void Dispose_takes_the_keys_away()
    {
        NpkiIdentity identity = NpkiIdentity.Open(Write(Simulated.Full), Simulated.Password);

        identity.Dispose();

        Assert.Throws<ObjectDisposedException>(() => identity.PrivateKey.Pkcs8.Length);
        Assert.Throws<ObjectDisposedException>(() => identity.KeyManagementKey!.Pkcs8.Length);
        Assert.Throws<ObjectDisposedException>(() => identity.HasRandomValue);
    }

    private string Write(NpkiIdentity identity) => NpkiFolder.Write(_temp.Path, identity, Simulated.Password).Path;
}
