using BioToken.Npki.Ciphers;
using BioToken.Npki.Formats;

namespace BioToken.Npki.Tests;

public sealed class KoreanCipherTests
{
    private static readonly byte[] Vector = new byte[KoreanCipher.BlockSize];

    public static TheoryData<string, string, string, string, string> Rows =>
    [
        .. Vectors.Read("seed-ecb.txt").Select(row => ("SEED", row[0], "", row[1], row[2])),
        .. Vectors.Read("seed-cbc-pkcs7.txt").Select(row => ("SEED", row[0], row[1], row[2], row[3])),
        .. Vectors.Read("aria.txt").Where(row => row[0] == "ecb-nopad").Select(row => ("ARIA", row[1], "", row[3], row[4])),
        .. Vectors.Read("aria.txt").Where(row => row[0] == "cbc-pkcs7").Select(row => ("ARIA", row[1], row[2], row[3], row[4])),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Vectors_of_RFC_4269_and_RFC_5794_match(string cipher, string key, string vector, string plaintext, string ciphertext)
    {
        KoreanCipher tested = Find(cipher);
        byte[] iv = Vectors.Bytes(vector);
        byte[] expected = Vectors.Bytes(ciphertext);
        byte[] text = Vectors.Bytes(plaintext);
        using SecretBuffer padded = iv.Length > 0 ? Pkcs7Padding.Pad(text, KoreanCipher.BlockSize) : SecretBuffer.CopyOf(text);
        byte[] output = new byte[expected.Length];

        tested.Encrypt(Vectors.Bytes(key), iv, padded.Span, output);
        Assert.Equal(expected, output);
        tested.Decrypt(Vectors.Bytes(key), iv, expected, output);
        Assert.Equal(padded.Span.ToArray(), output);
    }

    [Theory]
    [InlineData("seed-cbc", 16)]
    [InlineData("aria-128-cbc", 16)]
    [InlineData("aria-192-cbc", 24)]
    [InlineData("aria-256-cbc", 32)]
    public void Random_data_of_many_lengths_agrees_with_OpenSSL(string name, int keySize)
    {
        KoreanCipher cipher = Find(name[..4].ToUpperInvariant());
        Random random = new(20140922);
        foreach (int length in new[] { 0, 1, 15, 16, 17, 31, 32, 33, 47, 48, 255, 1024, 1217, 65_537 })
        {
            byte[] key = new byte[keySize];
            byte[] iv = new byte[KoreanCipher.BlockSize];
            byte[] plaintext = new byte[length];
            random.NextBytes(key);
            random.NextBytes(iv);
            random.NextBytes(plaintext);
            byte[] expected = OpenSsl.RunLegacy(
                ["enc", $"-{name}", "-K", Convert.ToHexString(key), "-iv", Convert.ToHexString(iv)], plaintext);

            using SecretBuffer padded = Pkcs7Padding.Pad(plaintext, KoreanCipher.BlockSize);
            byte[] output = new byte[padded.Span.Length];
            cipher.Encrypt(key, iv, padded.Span, output);
            Assert.Equal(expected, output);
            cipher.Decrypt(key, iv, expected, output);
            Assert.Equal(plaintext, output[..Pkcs7Padding.Measure(output, KoreanCipher.BlockSize)]);
        }
    }

    [Theory]
    [InlineData("SEED")]
    [InlineData("ARIA")]
    public void In_place_and_in_two_steps_equals_one_step(string name)
    {
        KoreanCipher cipher = Find(name);
        byte[] key = new byte[16];
        byte[] plaintext = [.. Enumerable.Range(0, 64).Select(i => (byte)i)];
        byte[] whole = new byte[64];
        cipher.Encrypt(key, Vector, plaintext, whole);

        byte[] data = [.. plaintext];
        cipher.Encrypt(key, Vector, data.AsSpan(0, 16), data);
        cipher.Encrypt(key, data.AsSpan(0, 16), data.AsSpan(16), data.AsSpan(16));
        Assert.Equal(whole, data);
        cipher.Decrypt(key, Vector, data, data);
        Assert.Equal(plaintext, data);
    }

    private static KoreanCipher Find(string name) => name == "SEED" ? KoreanCipher.Seed : KoreanCipher.Aria;
}
