using BioToken.Npki.Keys.Encryption;

namespace BioToken.Npki.Tests;

public sealed class Pkcs12KeyDerivationTests
{
    [Theory]
    [InlineData(1, 1, 16, 8)]
    [InlineData(1, 2048, 24, 20)]
    [InlineData(2, 1000, 8, 64)]
    [InlineData(1, 3, 100, 65)]
    public void Derive_agrees_with_OpenSSL(byte purpose, int iterations, int length, int saltLength)
    {
        byte[] salt = [.. Enumerable.Range(0, saltLength).Select(i => (byte)(255 - i))];
        byte[] expected = OpenSsl.Run(
        [
            "kdf", "-keylen", $"{length}", "-binary", "-kdfopt", "digest:SHA1", "-kdfopt", "hexpass:0061007300640066D55C0000",
            "-kdfopt", $"hexsalt:{Convert.ToHexString(salt)}", "-kdfopt", $"iter:{iterations}", "-kdfopt", $"id:{purpose}", "PKCS12KDF",
        ]);
        byte[] actual = new byte[length];
        Pkcs12KeyDerivation.Derive(purpose, Convert.FromHexString("0061007300640066D55C0000"), salt, iterations, actual);
        Assert.Equal(expected, actual);
    }
}
