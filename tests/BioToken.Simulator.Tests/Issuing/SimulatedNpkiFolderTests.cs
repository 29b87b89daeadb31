using BioToken.Npki.Certificates;
using BioToken.Npki.Identities;
using BioToken.Npki.Keys;
using BioToken.Npki.VirtualIdentifiers;
using BioToken.Simulator.Issuing;

namespace BioToken.Simulator.Tests.Issuing;

public sealed class SimulatedNpkiFolderTests : IDisposable
{
    private const string Password = "Simulated#2026";

    private static readonly Lazy<SimulatedAuthority> Authority = new(() => new());
    private static readonly Lazy<NpkiIdentity> Identity = new(() => Authority.Value.Issue());

    private readonly TemporaryFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData(SimulatedFileNames.LowerCamel, "kmCert.der kmPri.key signCert.der signPri.key")]
    [InlineData(SimulatedFileNames.UpperCamel, "KmCert.der KmPri.key SignCert.der SignPri.key")]
    public void Write_names_the_files_as_asked(SimulatedFileNames fileNames, string expected)
    {
        NpkiFolder folder = SimulatedNpkiFolder.Write(_temp.Path, Identity.Value, Password, fileNames);

        Assert.Equal(expected, string.Join(' ', Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Write_by_default_encrypts_as_programs_in_the_field_do()
    {
        NpkiFolder folder = SimulatedNpkiFolder.Write(_temp.Path, Identity.Value, Password);

        EncryptedPrivateKey key = EncryptedPrivateKey.Parse(File.ReadAllBytes(Path.Combine(folder.Path, "signPri.key")));

        Assert.Equal("1.2.410.200004.1.15", key.Algorithm);
        Assert.Equal(2048, key.Iterations);
    }

    [Theory]
    [InlineData("signPri.key")]
    [InlineData("kmPri.key")]
    public void Write_with_AES_makes_keys_that_openssl_opens(string name)
    {
        NpkiFolder folder = SimulatedNpkiFolder.Write(
            _temp.Path, Identity.Value, Password, encryption: SimulatedKeyEncryption.Pbes2Aes256);
        string publicKey = OpenSsl.RunText(
            "pkey", "-inform", "DER", "-in", Path.Combine(folder.Path, name), "-passin", $"pass:{Password}", "-pubout");

        NpkiCertificate certificate = name == "signPri.key" ? folder.Certificate : folder.KeyManagementCertificate!;

        Assert.Equal(
            Convert.ToBase64String(certificate.PublicKeyInfo.Span),
            string.Concat(publicKey.Split('\n').Where(line => !line.StartsWith('-'))));
    }

    [Theory]
    [InlineData(SimulatedKeyEncryption.SeedCbcWithSha1)]
    [InlineData(SimulatedKeyEncryption.Pbes2Aes256)]
    public void Write_opens_again_with_R(SimulatedKeyEncryption encryption)
    {
        NpkiFolder folder = SimulatedNpkiFolder.Write(_temp.Path, Identity.Value, Password, encryption: encryption);

        using NpkiIdentity opened = NpkiIdentity.Open(folder, Password);

        Assert.Equal(Identity.Value.PrivateKey.RandomValue.ToArray(), opened.PrivateKey.RandomValue.ToArray());
        Assert.Equal(VirtualIdentifierCheck.Match, opened.CheckVirtualIdentifier("1234567890"));
    }
}
