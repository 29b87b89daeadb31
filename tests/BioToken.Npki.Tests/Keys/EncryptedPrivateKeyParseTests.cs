using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BioToken.Npki.Errors;
using BioToken.Npki.Keys;

namespace BioToken.Npki.Tests;

public sealed class EncryptedPrivateKeyParseTests
{
    private static readonly byte[] Salt = new byte[8];
    private static readonly byte[] Block = new byte[16];

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(EncryptedPrivateKey.MaxIterations + 1)]
    [InlineData(int.MaxValue)]
    [InlineData(long.MaxValue)]
    public void Parse_iterations_outside_the_limits_are_refused(long iterations)
    {
        AssertRefused(NpkiFailure.ParameterOutOfRange, KeyFileBuilder.OneStep(KeyFileBuilder.SeedCbcWithSha1, Salt, iterations, Block));
        AssertRefused(NpkiFailure.ParameterOutOfRange, KeyFileBuilder.Pbes2(Salt, iterations, Block));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public void Parse_salt_outside_the_limits_is_refused(int length)
    {
        AssertRefused(NpkiFailure.ParameterOutOfRange, KeyFileBuilder.OneStep(KeyFileBuilder.SeedCbcWithSha1, new byte[length], 1, Block));
        AssertRefused(NpkiFailure.ParameterOutOfRange, KeyFileBuilder.Pbes2(new byte[length], 1, Block));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(32)]
    [InlineData(long.MaxValue)]
    public void Parse_keyLength_of_another_cipher_is_refused(long keyLength)
        => AssertRefused(NpkiFailure.ParameterOutOfRange, KeyFileBuilder.Pbes2(Salt, 1, Block, keyLength));

    [Fact]
    public void Parse_vector_of_another_length_is_refused()
        => AssertRefused(NpkiFailure.ParameterOutOfRange, KeyFileBuilder.Pbes2(Salt, 1, Block, ivLength: 8));

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    public void Parse_ciphertext_of_broken_blocks_is_malformed(int length)
        => AssertRefused(NpkiFailure.Malformed, KeyFileBuilder.OneStep(KeyFileBuilder.SeedCbcWithSha1, Salt, 1, new byte[length]));

    [Theory]
    [InlineData("1.2.410.200004.1.11", "pbeWithHAS160AndSEED-CBC")]
    [InlineData("1.2.410.200004.1.99", "KISA")]
    public void Parse_unknown_scheme_of_KISA_names_it(string oid, string named)
    {
        NpkiException e = AssertRefused(NpkiFailure.UnsupportedAlgorithm, KeyFileBuilder.OneStep(oid, Salt, 1, Block));
        Assert.Equal(oid, e.Algorithm);
        Assert.Contains(oid, e.Message, StringComparison.Ordinal);
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
        Assert.Contains("KISA", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_unknown_algorithms_elsewhere_are_named()
    {
        AssertUnsupported("1.2.840.113549.1.5.3", KeyFileBuilder.OneStep("1.2.840.113549.1.5.3", Salt, 1, Block));
        AssertUnsupported("1.3.6.1.4.1.11591.4.11", KeyFileBuilder.Pbes2(Salt, 1, Block, derivation: "1.3.6.1.4.1.11591.4.11"));
        AssertUnsupported("1.2.840.113549.3.2", KeyFileBuilder.Pbes2(Salt, 1, Block, scheme: "1.2.840.113549.3.2", ivLength: 8));
        AssertUnsupported("1.2.840.113549.2.8", KeyFileBuilder.Pbes2(Salt, 1, Block, prf: "1.2.840.113549.2.8"));
    }

    [Fact]
    public void Parse_more_than_the_limit_is_too_large()
        => AssertRefused(NpkiFailure.TooLarge, new byte[EncryptedPrivateKey.MaxLength + 1]);

    [Fact]
    public void Parse_as_much_as_the_limit_is_read()
    {
        byte[] file = KeyFileBuilder.OneStep(KeyFileBuilder.SeedCbcWithSha1, Salt, 7, Block);
        Assert.Equal(7, EncryptedPrivateKey.Parse((byte[])[.. file, .. new byte[EncryptedPrivateKey.MaxLength - file.Length]]).Iterations);
    }

    [Fact]
    public void Parse_every_truncation_is_malformed()
    {
        byte[] file = KeyFileBuilder.Pbes2(Salt, 2048, new byte[1024], 16, "1.2.840.113549.2.9");
        for (int length = 0; length < file.Length; length++)
            AssertRefused(NpkiFailure.Malformed, file[..length]);
    }

    [Theory]
    [InlineData("3080060100", "indefinite length")]
    [InlineData("3082000402020400", "length not minimal")]
    [InlineData("3084FFFFFFFF", "length beyond the data")]
    [InlineData("308080808080808080", "nested indefinite")]
    [InlineData("7F7F7F7F7F", "long tag")]
    [InlineData("0400", "not a sequence")]
    public void Parse_bytes_that_are_no_DER_are_malformed(string hex, string why)
    {
        Assert.NotEmpty(why);
        AssertRefused(NpkiFailure.Malformed, Convert.FromHexString(hex));
    }

    [Fact]
    public void Parse_deep_nesting_is_malformed_at_once()
    {
        byte[] deep = new byte[EncryptedPrivateKey.MaxLength];
        for (int i = 0; i + 4 <= deep.Length; i += 4)
        {
            int rest = deep.Length - i - 4;
            (deep[i], deep[i + 1], deep[i + 2], deep[i + 3]) = (0x30, 0x82, (byte)(rest >> 8), (byte)rest);
        }

        TimeSpan start = ThreadTime.Now;
        AssertRefused(NpkiFailure.Malformed, deep);
        Assert.True(ThreadTime.Now - start < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Parse_bytes_after_the_structure_are_passed_over()
    {
        byte[] file = KeyFileBuilder.OneStep(KeyFileBuilder.SeedCbcWithSha1, Salt, 1024, Block);
        Assert.Equal(1024, EncryptedPrivateKey.Parse((byte[])[.. file, .. new byte[46]]).Iterations);
    }

    [Fact]
    public void Parse_a_key_in_the_older_PEM_encryption_says_how_to_convert_it()
    {
        using RSA rsa = RSA.Create(2048);
        string pem = PemEncoding.WriteString("RSA PRIVATE KEY", rsa.ExportRSAPrivateKey());
        string encrypted = pem.ReplaceLineEndings("\n").Replace(
            "-----\n",
            "-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF\n\n",
            StringComparison.Ordinal);
        NpkiException e = AssertRefused(NpkiFailure.UnsupportedAlgorithm, Encoding.ASCII.GetBytes(encrypted));
        Assert.Contains("openssl pkcs8", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ko-KR", "지원하지 않는")]
    [InlineData("en-US", "not supported")]
    [InlineData("fr-FR", "not supported")]
    public void Message_follows_the_culture(string culture, string expected)
    {
        CultureInfo before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            NpkiException e = AssertRefused(NpkiFailure.UnsupportedAlgorithm, KeyFileBuilder.OneStep("1.2.3.4", Salt, 1, Block));
            Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static void AssertUnsupported(string oid, byte[] file)
        => Assert.Equal(oid, AssertRefused(NpkiFailure.UnsupportedAlgorithm, file).Algorithm);

    private static NpkiException AssertRefused(NpkiFailure reason, byte[] file)
    {
        NpkiException e = Assert.Throws<NpkiException>(() => EncryptedPrivateKey.Parse(file));
        Assert.Equal(reason, e.Reason);
        return e;
    }
}
