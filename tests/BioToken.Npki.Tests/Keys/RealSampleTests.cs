using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace BioToken.Npki.Tests;

/// <summary>Checks against a real identity, where the environment variable BIOTOKEN_NPKI_SAMPLES names a folder that holds one.</summary>
public sealed partial class RealSampleTests
{
    [Theory]
    [InlineData("SignPri.key", "SignCert.der", "89b81b454c42e6ae54fcda894e5e2cc1cf7760f4")]
    [InlineData("KmPri.key", "KmCert.der", "")]
    public void Open_real_key_matches_its_certificate_and_R(string keyName, string certificateName, string r)
    {
        string folder = FindSamples();
        string path = Path.Combine(folder, "ktnet", keyName);
        EncryptedPrivateKey encrypted = PrivateKeyFile.Read(path);
        Assert.Equal("1.2.410.200004.1.15", encrypted.Algorithm);
        Assert.Equal(1024, encrypted.Iterations);
        Assert.Equal(8, encrypted.SaltLength);

        using NpkiPrivateKey key = encrypted.Decrypt(FindPassword(folder));
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, "ktnet", certificateName));
        using RSA publicKey = certificate.GetRSAPublicKey()!;
        Assert.True(key.IsPairOf(publicKey));
        Assert.False(key.IsPairOf(TestKeys.Rsa));
        Assert.Equal(r, Convert.ToHexStringLower(key.RandomValue));
    }

    [Theory]
    [InlineData("SignPri.key")]
    [InlineData("KmPri.key")]
    public void Encrypt_real_key_again_keeps_its_bytes(string keyName)
    {
        string folder = FindSamples();
        using NpkiPrivateKey key = PrivateKeyFile.Open(Path.Combine(folder, "ktnet", keyName), FindPassword(folder));
        using NpkiPrivateKey again = EncryptedPrivateKey.Parse(EncryptedPrivateKey.Encrypt(key, "g7!kQz93@mw")).Decrypt("g7!kQz93@mw");
        Assert.Equal(key.Pkcs8, again.Pkcs8);
    }

    private static string FindSamples()
    {
        string? folder = Environment.GetEnvironmentVariable("BIOTOKEN_NPKI_SAMPLES");
        Assert.SkipUnless(Directory.Exists(folder), "BIOTOKEN_NPKI_SAMPLES names no folder of real files");
        return folder!;
    }

    private static string FindPassword(string folder)
        => Environment.GetEnvironmentVariable("BIOTOKEN_NPKI_PASSWORD")
            ?? PasswordLine().Match(File.ReadAllText(Path.Combine(folder, "README.md"))).Groups["password"].Value;

    [GeneratedRegex("^Password: `(?<password>[^`]+)`", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PasswordLine();
}
