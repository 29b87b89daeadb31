using System.Diagnostics;

namespace BioToken.Npki.Tests;

public sealed class FuzzTests
{
    private const string Password = "fuzz";

    // Far above what the inputs take together; it only catches an input that runs away.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public void Decrypt_damaged_key_files_fail_as_declared()
        => Run(20140922, 20_000, KeyFiles(), data => EncryptedPrivateKey.Parse(data).Decrypt(Password).Dispose());

    [Fact]
    public void Parse_damaged_keys_fail_as_declared()
        => Run(20100401, 20_000, Keys(), data =>
        {
            using NpkiPrivateKey key = NpkiPrivateKey.Parse(data);
            Assert.True(key.RandomValue.Length <= NpkiPrivateKey.MaxRandomValueLength);
        });

    [Fact]
    public void Read_damaged_PKCS12_files_fail_as_declared()
        => Run(20240101, 10_000, Pkcs12Files(), data => NpkiPkcs12.Read(data, Password).Dispose());

    [Fact]
    public void GetRSAPrivateKey_of_damaged_numbers_fails_as_declared()
        => Run(19990701, 500, [TestKeys.Rsa.ExportRSAPrivateKey()], data =>
        {
            using NpkiPrivateKey key = NpkiPrivateKey.Parse(TestKeys.Pkcs8(rsaPrivateKey: data));
            key.IsPairOf(TestKeys.Rsa);
            key.GetRSAPrivateKey().Dispose();
        });

    private static void Run(int seed, int count, byte[][] samples, Action<byte[]> open)
    {
        foreach (byte[] sample in samples)
            open(sample);

        Mutator mutator = new(seed, samples);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            byte[] data = mutator.Next();
            try
            {
                open(data);
            }
            catch (NpkiException)
            {
                // The only exception that callers are told of.
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}, input {i}: {Convert.ToHexString(data)}\n{e}");
            }

            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"seed {seed}, input {i} ran away");
        }
    }

    private static byte[][] KeyFiles()
    {
        byte[] salt = new byte[8];
        byte[] pkcs8 = TestKeys.Pkcs8(writeAttributes: writer => TestKeys.WriteR(writer, TestKeys.R));
        (string key, string iv) = Pbkdf1.Derive(Password, salt, 1);
        byte[] oneStep = OpenSsl.RunLegacy(["enc", "-seed-cbc", "-K", key, "-iv", iv], pkcs8);
        string fixedVector = Convert.ToHexString("0123456789012345"u8);
        byte[] fixedStep = OpenSsl.RunLegacy(["enc", "-seed-cbc", "-K", key, "-iv", fixedVector], pkcs8);
        return
        [
            KeyFileBuilder.OneStep(KeyFileBuilder.SeedCbcWithSha1, salt, 1, oneStep),
            KeyFileBuilder.OneStep(KeyFileBuilder.SeedCbc, salt, 1, fixedStep),
            ByOpenSsl("seed-cbc", "hmacWithSHA1"),
            ByOpenSsl("aria-256-cbc", "hmacWithSHA256"),
            ByOpenSsl("aes-128-cbc", "hmacWithSHA512"),
        ];
    }

    private static byte[] ByOpenSsl(string cipher, string prf) => OpenSsl.RunLegacy(
        [
            "pkcs8", "-topk8", "-inform", "DER", "-outform", "DER",
            "-v2", cipher, "-v2prf", prf, "-iter", "1", "-passout", $"pass:{Password}",
        ],
        TestKeys.Rsa.ExportPkcs8PrivateKey());

    private static byte[][] Keys() =>
    [
        TestKeys.Pkcs8(),
        TestKeys.Pkcs8(withNull: false),
        TestKeys.Pkcs8(writeAttributes: writer => TestKeys.WriteR(writer, TestKeys.R)),
    ];

    private static byte[][] Pkcs12Files() =>
    [
        Pkcs12Sample.Export(Password, "-iter", "1"),
        Pkcs12Sample.Export(Password, "-iter", "1", "-nomac"),
        Pkcs12Sample.Export(Password, "-iter", "1", "-nomac", "-keypbe", "SEED-CBC", "-certpbe", "NONE"),
        Pkcs12Sample.Export(Password, "-iter", "1", "-nomac", "-keypbe", "NONE", "-certpbe", "NONE"),
        Pkcs12Sample.Export(Password, "-iter", "1", "-nomac", "-legacy"),
    ];
}
