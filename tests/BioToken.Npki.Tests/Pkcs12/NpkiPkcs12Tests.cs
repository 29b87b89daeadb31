using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using BioToken.Npki.Errors;
using BioToken.Npki.Keys;
using BioToken.Npki.Pkcs12;

namespace BioToken.Npki.Tests;

public sealed class NpkiPkcs12Tests
{
    private const string Password = Pkcs12Sample.Password;

    private static readonly byte[] Salt = [1, 2, 3, 4, 5, 6, 7, 8];

    [Theory]
    [InlineData]
    [InlineData("-iter", "1")]
    [InlineData("-macalg", "SHA1", "-iter", "3000")]
    [InlineData("-macalg", "SHA512")]
    [InlineData("-legacy")]
    [InlineData("-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-2DES")]
    [InlineData("-keypbe", "PBE-SHA1-RC2-128", "-certpbe", "PBE-SHA1-RC2-40")]
    [InlineData("-keypbe", "SEED-CBC", "-certpbe", "SEED-CBC")]
    [InlineData("-keypbe", "ARIA-128-CBC", "-certpbe", "ARIA-256-CBC")]
    [InlineData("-keypbe", "AES-128-CBC", "-certpbe", "NONE")]
    [InlineData("-keypbe", "NONE", "-certpbe", "NONE")]
    [InlineData("-nomac")]
    public void Read_export_of_OpenSSL_gives_the_pair(params string[] options)
    {
        using NpkiPkcs12 pkcs12 = NpkiPkcs12.Read(Pkcs12Sample.Export(Password, options), Password);
        Pkcs12Entry entry = Assert.Single(pkcs12.Entries);
        Assert.Equal(Pkcs12Sample.SignCertificate, entry.Certificate.ToArray());
        Assert.NotNull(entry.Key);
        Assert.True(entry.Key.Matches(TestKeys.Rsa));
        Assert.Equal("홍길동()", entry.FriendlyName);
        Assert.Equal(20, entry.LocalKeyId.Length);
    }

    [Theory]
    [InlineData("-iter", "1")]
    [InlineData("-iter", "1", "-legacy")]
    [InlineData("-iter", "1", "-nomac")]
    [InlineData("-iter", "1", "-nomac", "-keypbe", "SEED-CBC", "-certpbe", "NONE")]
    public void Read_wrong_passwords_are_told_so(params string[] options)
    {
        byte[] pfx = Pkcs12Sample.Export(Password, options);
        for (int i = 0; i < 300; i++)
            Assert.Equal(NpkiFailure.PasswordIncorrect, Refusal(pfx, $"wrong {i}"));
    }

    [Fact]
    public void Read_empty_password_opens()
    {
        using NpkiPkcs12 pkcs12 = NpkiPkcs12.Read(Pkcs12Sample.Export(""), "");
        Assert.Single(pkcs12.Entries);
    }

    [Fact]
    public void Read_seedCBCWithSHA1_within_takes_the_derivation_of_PKCS12()
    {
        using NpkiPrivateKey key = NpkiPrivateKey.Create(TestKeys.Rsa, TestKeys.R);
        byte[] ciphertext = OpenSsl.RunLegacy(["enc", "-seed-cbc", "-K", Derive(1), "-iv", Derive(2)], key.Pkcs8.ToArray());
        byte[] shrouded = KeyFileBuilder.OneStep(KeyFileBuilder.SeedCbcWithSha1, Salt, 2048, ciphertext);
        byte[] pfx = Pkcs12Sample.Seal(contents => contents.AddSafeBag(new Pkcs12ShroudedKeyBag(shrouded)));

        using NpkiPkcs12 pkcs12 = NpkiPkcs12.Read(pfx, Password);
        Pkcs12Entry entry = Assert.Single(pkcs12.Entries);
        Assert.True(entry.Certificate.IsEmpty);
        Assert.Equal(key.Pkcs8, entry.Key!.Pkcs8);
        Assert.Equal(TestKeys.R, entry.Key.RandomValue);
    }

    [Fact]
    public void Read_two_pairs_of_one_local_key_id_are_paired_by_their_keys()
    {
        byte[] pfx = Pkcs12Sample.Seal(contents =>
        {
            byte[] id = [1];
            foreach (RSA rsa in new[] { TestKeys.Rsa, TestKeys.OtherRsa })
            {
                PbeParameters encryption = new(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1);
                contents.AddShroudedKey(rsa, Password, encryption).Attributes.Add(new Pkcs9LocalKeyId(id));
            }

            foreach (byte[] certificate in new[] { Pkcs12Sample.KmCertificate, Pkcs12Sample.SignCertificate })
            {
                using var x509 = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(certificate);
                contents.AddCertificate(x509).Attributes.Add(new Pkcs9LocalKeyId(id));
            }
        });

        using NpkiPkcs12 pkcs12 = NpkiPkcs12.Read(pfx, Password);
        Assert.Equal(2, pkcs12.Entries.Count);
        Assert.Equal(Pkcs12Sample.KmCertificate, pkcs12.Entries[0].Certificate.ToArray());
        Assert.True(pkcs12.Entries[0].Key!.Matches(TestKeys.OtherRsa));
        Assert.True(pkcs12.Entries[1].Key!.Matches(TestKeys.Rsa));
    }

    [Fact]
    public void Read_as_many_certificates_as_a_file_may_hold_takes_no_time()
    {
        using X509Certificate2 other = X509CertificateLoader.LoadCertificate(Pkcs12Sample.KmCertificate);
        byte[] pfx = Pkcs12Sample.Seal(contents =>
        {
            contents.AddKeyUnencrypted(TestKeys.Rsa);
            for (int i = 0; i < 250; i++)
                contents.AddCertificate(other);
        });

        FuzzRun run = new(nameof(NpkiPkcs12Tests), data => NpkiPkcs12.Read(data, Password).Dispose(), _ => false);
        run.Run(1, () => pfx);
        Assert.Equal(1, run.Accepted);
    }

    [Fact]
    public void Dispose_zeroes_the_keys()
    {
        NpkiPkcs12 pkcs12 = NpkiPkcs12.Read(Pkcs12Sample.Export(Password), Password);
        ReadOnlySpan<byte> pkcs8 = pkcs12.Entries[0].Key!.Pkcs8;
        pkcs12.Dispose();
        Assert.False(pkcs8.ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void Read_more_than_the_limit_is_too_large()
        => Assert.Equal(NpkiFailure.TooLarge, Refusal(new byte[NpkiPkcs12.MaxLength + 1], Password));

    [Fact]
    public void Read_MAC_iterations_over_the_limit_are_refused_before_any_hashing()
    {
        byte[] pfx = Pkcs12Sample.Seal(_ => { });
        NpkiPkcs12.Read(Pkcs12Sample.WithMacIterations(pfx, 1), Password).Dispose();
        Assert.Equal(NpkiFailure.ParameterOutOfRange, Refusal(Pkcs12Sample.WithMacIterations(pfx, int.MaxValue), Password));
        Assert.Equal(NpkiFailure.ParameterOutOfRange, Refusal(Pkcs12Sample.WithMacIterations(pfx, long.MaxValue), Password));
    }

    [Fact]
    public void Read_many_keys_of_allowed_iterations_are_refused_together()
    {
        byte[] shrouded = KeyFileBuilder.OneStep(KeyFileBuilder.SeedCbcWithSha1, Salt, EncryptedPrivateKey.MaxIterations, new byte[16]);
        byte[] pfx = Pkcs12Sample.Seal(contents => contents.AddSafeBag(new Pkcs12ShroudedKeyBag(shrouded)), macIterations: 1000);
        Assert.Equal(NpkiFailure.ParameterOutOfRange, Refusal(pfx, Password));
    }

    [Fact]
    public void Read_more_bags_than_the_limit_are_refused()
    {
        byte[] pfx = Pkcs12Sample.Seal(contents =>
        {
            for (int i = 0; i < 257; i++)
                contents.AddSecret(new Oid("1.2.3"), new byte[] { 0x05, 0x00 });
        });
        Assert.Equal(NpkiFailure.ParameterOutOfRange, Refusal(pfx, Password));
    }

    [Fact]
    public void Read_unknown_encryption_of_a_key_names_it()
    {
        byte[] shrouded = KeyFileBuilder.OneStep("1.2.410.200004.1.11", Salt, 1, new byte[16]);
        byte[] pfx = Pkcs12Sample.Seal(contents => contents.AddSafeBag(new Pkcs12ShroudedKeyBag(shrouded)));
        NpkiException e = Assert.Throws<NpkiException>(() => NpkiPkcs12.Read(pfx, Password));
        Assert.Equal("1.2.410.200004.1.11", e.Algorithm);
    }

    [Theory]
    [InlineData("24", "80")]
    [InlineData("30", "80")]
    [InlineData("A0", "80")]
    public void Read_endless_nesting_is_malformed(string tag, string length)
    {
        byte[] nested = new byte[NpkiPkcs12.MaxLength];
        for (int i = 0; i < nested.Length; i += 2)
            (nested[i], nested[i + 1]) = (Convert.ToByte(tag, 16), Convert.ToByte(length, 16));
        Assert.Equal(NpkiFailure.Malformed, Refusal(nested, Password));
    }

    private static string Derive(int purpose) => Convert.ToHexString(OpenSsl.Run(
    [
        "kdf", "-keylen", "16", "-binary", "-kdfopt", "digest:SHA1",
        "-kdfopt", $"hexpass:{Convert.ToHexString(System.Text.Encoding.BigEndianUnicode.GetBytes(Password + "\0"))}",
        "-kdfopt", $"hexsalt:{Convert.ToHexString(Salt)}", "-kdfopt", "iter:2048", "-kdfopt", $"id:{purpose}", "PKCS12KDF",
    ]));

    private static NpkiFailure Refusal(byte[] pfx, string password)
        => Assert.Throws<NpkiException>(() => NpkiPkcs12.Read(pfx, password)).Reason;
}
