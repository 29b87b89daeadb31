using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using BioToken.Npki.Errors;
using BioToken.Npki.Formats;
using BioToken.Npki.Keys;

namespace BioToken.Npki.Tests;

public sealed class EncryptedPrivateKeyTests
{
    private const string Password = "correct horse 1!";

    private static readonly byte[] Salt = [1, 2, 3, 4, 5, 6, 7, 8];

    public static TheoryData<string, string, string, int, string, string> KnownDerivations =>
        new(Vectors.Read("kdf.txt").Select(
            row => (row[0], row[1], row[2], int.Parse(row[3], CultureInfo.InvariantCulture), row[4], row[5])));

    [Theory]
    [MemberData(nameof(KnownDerivations))]
    public void Decrypt_key_and_vector_of_a_known_derivation_open(
        string scheme, string password, string salt, int iterations, string derived, string iv)
    {
        byte[] pkcs8 = TestKeys.Pkcs8(withNull: false);
        byte[] ciphertext = OpenSsl.RunLegacy(["enc", "-seed-cbc", "-K", derived, "-iv", iv], pkcs8);

        EncryptedPrivateKey encrypted =
            EncryptedPrivateKey.Parse(KeyFileBuilder.OneStep(scheme, Convert.FromHexString(salt), iterations, ciphertext));

        Assert.Equal(scheme, encrypted.Algorithm);
        Assert.Equal(salt.Length / 2, encrypted.SaltLength);
        Assert.Equal(iterations, encrypted.Iterations);
        using NpkiPrivateKey key = encrypted.Decrypt(password);
        Assert.Equal(pkcs8, key.Pkcs8);
    }

    [Fact]
    public void Decrypt_seedCBC_as_scheme_uses_the_fixed_vector()
    {
        byte[] pkcs8 = TestKeys.Pkcs8();
        string derived = Pbkdf1.Derive(Password, Salt, 1353).Key;
        string iv = Convert.ToHexString("0123456789012345"u8);
        byte[] ciphertext = OpenSsl.RunLegacy(["enc", "-seed-cbc", "-K", derived, "-iv", iv], pkcs8);
        byte[] file = KeyFileBuilder.OneStep(KeyFileBuilder.SeedCbc, Salt, 1353, ciphertext);
        using NpkiPrivateKey key = EncryptedPrivateKey.Parse(file).Decrypt(Password);
        Assert.Equal(pkcs8, key.Pkcs8);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("qwer1234")]
    [InlineData("한글 비밀번호’|\\\"")]
    public void Encrypt_result_opens_by_OpenSSL_and_a_derivation_of_its_own(string password)
    {
        using NpkiPrivateKey key = NpkiPrivateKey.Create(TestKeys.Rsa, TestKeys.R);
        AsnReader reader = new AsnReader(EncryptedPrivateKey.Encrypt(key, password), AsnEncodingRules.DER).ReadSequence();
        AsnReader algorithm = reader.ReadSequence();
        Assert.Equal(KeyFileBuilder.SeedCbcWithSha1, algorithm.ReadObjectIdentifier());
        AsnReader parameters = algorithm.ReadSequence();
        byte[] salt = parameters.ReadOctetString();
        Assert.Equal(8, salt.Length);
        Assert.Equal(2048, parameters.ReadInteger());

        (string derived, string iv) = Pbkdf1.Derive(password, salt, 2048);
        byte[] plaintext = OpenSsl.RunLegacy(["enc", "-d", "-seed-cbc", "-K", derived, "-iv", iv], reader.ReadOctetString());
        Assert.Equal(key.Pkcs8, plaintext);
    }

    [Fact]
    public void Encrypt_twice_uses_another_salt()
    {
        using NpkiPrivateKey key = NpkiPrivateKey.Create(TestKeys.Rsa, TestKeys.R);
        Assert.NotEqual(EncryptedPrivateKey.Encrypt(key, Password), EncryptedPrivateKey.Encrypt(key, Password));
    }

    [Theory]
    [InlineData("seed-cbc", "hmacWithSHA1", 2048, "PBES2 (PBKDF2 HMAC-SHA1, SEED-CBC)")]
    [InlineData("seed-cbc", "hmacWithSHA256", 1024, "PBES2 (PBKDF2 HMAC-SHA256, SEED-CBC)")]
    [InlineData("seed-cbc", "hmacWithSHA384", 1, "PBES2 (PBKDF2 HMAC-SHA384, SEED-CBC)")]
    [InlineData("seed-cbc", "hmacWithSHA512", 3, "PBES2 (PBKDF2 HMAC-SHA512, SEED-CBC)")]
    [InlineData("aria-128-cbc", "hmacWithSHA256", 2048, "PBES2 (PBKDF2 HMAC-SHA256, ARIA-128-CBC)")]
    [InlineData("aria-192-cbc", "hmacWithSHA1", 1025, "PBES2 (PBKDF2 HMAC-SHA1, ARIA-192-CBC)")]
    [InlineData("aria-256-cbc", "hmacWithSHA512", 2048, "PBES2 (PBKDF2 HMAC-SHA512, ARIA-256-CBC)")]
    [InlineData("aes-128-cbc", "hmacWithSHA1", 7, "PBES2 (PBKDF2 HMAC-SHA1, AES-128-CBC)")]
    [InlineData("aes-192-cbc", "hmacWithSHA256", 2048, "PBES2 (PBKDF2 HMAC-SHA256, AES-192-CBC)")]
    [InlineData("aes-256-cbc", "hmacWithSHA256", 100_000, "PBES2 (PBKDF2 HMAC-SHA256, AES-256-CBC)")]
    public void Decrypt_file_of_OpenSSL_opens(string cipher, string prf, int iterations, string description)
    {
        byte[] pkcs8 = TestKeys.Rsa.ExportPkcs8PrivateKey();
        byte[] file = OpenSsl.RunLegacy(
            [
                "pkcs8", "-topk8", "-inform", "DER", "-outform", "DER",
                "-v2", cipher, "-v2prf", prf, "-iter", $"{iterations}", "-passout", $"pass:{Password}",
            ],
            pkcs8);
        EncryptedPrivateKey encrypted = EncryptedPrivateKey.Parse(file);
        Assert.Equal("1.2.840.113549.1.5.13", encrypted.Algorithm);
        Assert.Equal(description, encrypted.Description);
        Assert.Equal(iterations, encrypted.Iterations);
        using NpkiPrivateKey key = encrypted.Decrypt(Password);
        Assert.True(key.Matches(TestKeys.Rsa));
    }

    [Theory]
    [InlineData("PBE-SHA1-3DES", "PKCS#12 SHA-1, 3DES-CBC")]
    [InlineData("PBE-SHA1-2DES", "PKCS#12 SHA-1, 3DES-CBC")]
    [InlineData("PBE-SHA1-RC2-128", "PKCS#12 SHA-1, RC2-128-CBC")]
    [InlineData("PBE-SHA1-RC2-40", "PKCS#12 SHA-1, RC2-40-CBC")]
    public void Decrypt_file_under_a_scheme_of_PKCS12_opens(string scheme, string description)
    {
        byte[] file = OpenSsl.RunLegacy(
            ["pkcs8", "-topk8", "-inform", "DER", "-outform", "DER", "-v1", scheme, "-passout", $"pass:{Password}"],
            TestKeys.Rsa.ExportPkcs8PrivateKey());
        EncryptedPrivateKey encrypted = EncryptedPrivateKey.Parse(file);
        Assert.Equal(description, encrypted.Description);
        using NpkiPrivateKey key = encrypted.Decrypt(Password);
        Assert.True(key.Matches(TestKeys.Rsa));
        Assert.Equal(NpkiFailure.PasswordIncorrect, Assert.Throws<NpkiException>(() => encrypted.Decrypt("wrong")).Reason);
    }

    [Fact]
    public void Decrypt_PEM_with_bytes_around_it_opens()
    {
        using NpkiPrivateKey key = NpkiPrivateKey.Create(TestKeys.Rsa, TestKeys.R);
        string pem =
            "Key Attributes\n" + PemEncoding.WriteString("ENCRYPTED PRIVATE KEY", EncryptedPrivateKey.Encrypt(key, Password)) + "\n";
        using NpkiPrivateKey opened = EncryptedPrivateKey.Parse(System.Text.Encoding.ASCII.GetBytes(pem)).Decrypt(Password);
        Assert.Equal(key.Pkcs8, opened.Pkcs8);
    }

    [Theory]
    [InlineData("PRIVATE KEY")]
    [InlineData("RSA PRIVATE KEY")]
    public void Parse_key_without_encryption_says_so(string label)
    {
        byte[] der = label == "PRIVATE KEY" ? TestKeys.Pkcs8() : TestKeys.Rsa.ExportRSAPrivateKey();
        foreach (byte[] file in new[] { der, System.Text.Encoding.ASCII.GetBytes(PemEncoding.WriteString(label, der)) })
            Assert.Equal(NpkiFailure.NotEncrypted, Assert.Throws<NpkiException>(() => EncryptedPrivateKey.Parse(file)).Reason);
    }

    [Theory]
    [InlineData("한글비밀번호1!")]
    [InlineData("뷁쀍Password1!")]
    public void Decrypt_Korean_password_in_parts_and_in_CP949_opens(string password)
    {
        using NpkiPrivateKey key = NpkiPrivateKey.Create(TestKeys.Rsa, TestKeys.R);
        EncryptedPrivateKey utf8 = EncryptedPrivateKey.Parse(EncryptedPrivateKey.Encrypt(key, password));
        utf8.Decrypt(password.Normalize(System.Text.NormalizationForm.FormD)).Dispose();

        (string derived, string iv) = Pbkdf1.Derive(KoreanText.Cp949.GetBytes(password), Salt, 3);
        byte[] ciphertext = OpenSsl.RunLegacy(["enc", "-seed-cbc", "-K", derived, "-iv", iv], key.Pkcs8);
        EncryptedPrivateKey cp949 = EncryptedPrivateKey.Parse(KeyFileBuilder.OneStep(KeyFileBuilder.SeedCbcWithSha1, Salt, 3, ciphertext));
        cp949.Decrypt(password).Dispose();
        cp949.Decrypt(password.Normalize(System.Text.NormalizationForm.FormD)).Dispose();
        Assert.Equal(NpkiFailure.PasswordIncorrect, Assert.Throws<NpkiException>(() => cp949.Decrypt(password + "가")).Reason);
    }

    [Fact]
    public void Decrypt_right_password_over_a_key_that_cannot_be_used_is_not_called_wrong()
    {
        byte[] whole = TestKeys.Pkcs8();
        byte[] cut = whole[..^40];
        byte[] odd = whole.ToArray();
        odd[6] = 9;
        foreach (byte[] pkcs8 in new[] { cut, odd })
            Assert.Equal(NpkiFailure.Malformed, Assert.Throws<NpkiException>(() => Seal(pkcs8).Decrypt(Password)).Reason);
    }

    [Fact]
    public void Decrypt_key_without_the_usual_padding_opens()
    {
        byte[] pkcs8 = TestKeys.Pkcs8();
        byte[] zeroPadded = [.. pkcs8, .. new byte[16 - (pkcs8.Length % 16)]];
        using NpkiPrivateKey key = Seal(zeroPadded, "-nopad").Decrypt(Password);
        Assert.Equal(pkcs8, key.Pkcs8);
    }

    private static EncryptedPrivateKey Seal(byte[] plaintext, params string[] options)
    {
        (string derived, string iv) = Pbkdf1.Derive(Password, Salt, 1);
        byte[] ciphertext = OpenSsl.RunLegacy(["enc", "-seed-cbc", "-K", derived, "-iv", iv, .. options], plaintext);
        return EncryptedPrivateKey.Parse(KeyFileBuilder.OneStep(KeyFileBuilder.SeedCbcWithSha1, Salt, 1, ciphertext));
    }

    [Fact]
    public void Decrypt_PBES2_with_keyLength_opens()
    {
        byte[] pkcs8 = TestKeys.Pkcs8();
        byte[] derived = Rfc2898DeriveBytes.Pbkdf2(Password, Salt, 10, HashAlgorithmName.SHA1, 16);
        byte[] ciphertext = OpenSsl.RunLegacy(["enc", "-seed-cbc", "-K", Convert.ToHexString(derived), "-iv", new string('0', 32)], pkcs8);
        using NpkiPrivateKey key = EncryptedPrivateKey.Parse(KeyFileBuilder.Pbes2(Salt, 10, ciphertext, keyLength: 16)).Decrypt(Password);
        Assert.Equal(pkcs8, key.Pkcs8);
    }

    [Fact]
    public void Decrypt_wrong_passwords_are_all_told_so()
    {
        using NpkiPrivateKey key = NpkiPrivateKey.Create(TestKeys.Rsa, TestKeys.R);
        EncryptedPrivateKey encrypted = EncryptedPrivateKey.Parse(EncryptedPrivateKey.Encrypt(key, Password));
        // More than 256 attempts, so that some wrong password results in valid padding.
        for (int i = 0; i < 1500; i++)
        {
            NpkiException e = Assert.Throws<NpkiException>(() => encrypted.Decrypt($"wrong {i}"));
            Assert.Equal(NpkiFailure.PasswordIncorrect, e.Reason);
        }
    }

    [Fact]
    public void Decrypt_elliptic_curve_key_names_its_algorithm()
    {
        using ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PbeParameters encryption = new(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1);
        byte[] file = ec.ExportEncryptedPkcs8PrivateKey(Password, encryption);
        NpkiException e = Assert.Throws<NpkiException>(() => EncryptedPrivateKey.Parse(file).Decrypt(Password));
        Assert.Equal(NpkiFailure.UnsupportedAlgorithm, e.Reason);
        Assert.Equal("1.2.840.10045.2.1", e.Algorithm);
    }
}
