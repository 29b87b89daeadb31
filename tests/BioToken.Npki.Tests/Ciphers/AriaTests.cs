using BioToken.Npki.Ciphers;

namespace BioToken.Npki.Tests;

public sealed class AriaTests
{
    [Fact]
    public void EncryptEcb_vectors_of_RFC_5794_match()
    {
        foreach (string[] row in Vectors.Read("aria.txt").Where(row => row[0] == "ecb-nopad"))
        {
            using Aria aria = new(Vectors.Bytes(row[1]));
            byte[] block = Vectors.Bytes(row[3]);
            aria.EncryptEcb(block, block);
            Assert.Equal(Vectors.Bytes(row[4]), block);
            aria.DecryptEcb(block, block);
            Assert.Equal(Vectors.Bytes(row[3]), block);
        }
    }

    [Fact]
    public void EncryptCbcPadded_vectors_match_and_decrypt_again()
    {
        foreach (string[] row in Vectors.Read("aria.txt").Where(row => row[0] == "cbc-pkcs7"))
        {
            using Aria aria = new(Vectors.Bytes(row[1]));
            byte[] plaintext = Vectors.Bytes(row[3]);
            byte[] ciphertext = new byte[BlockCipher.GetPaddedLength(plaintext.Length)];
            aria.EncryptCbcPadded(plaintext, Vectors.Bytes(row[2]), ciphertext);
            Assert.Equal(Vectors.Bytes(row[4]), ciphertext);

            byte[] opened = new byte[ciphertext.Length];
            Assert.True(aria.TryDecryptCbcPadded(ciphertext, Vectors.Bytes(row[2]), opened, out int written));
            Assert.Equal(plaintext, opened[..written]);
        }
    }

    [Theory]
    [InlineData("aria-128-cbc", 16)]
    [InlineData("aria-192-cbc", 24)]
    [InlineData("aria-256-cbc", 32)]
    public void EncryptCbcPadded_random_data_of_many_lengths_agrees_with_OpenSSL(string cipher, int keySize)
        => OpenSslAgreement.Check(cipher, keySize, key => new Aria(key));

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(33)]
    public void Constructor_key_of_another_length_throws(int length)
        => Assert.Throws<ArgumentException>(() => new Aria(new byte[length]));
}
