using BioToken.Npki.Ciphers;

namespace BioToken.Npki.Tests;

public sealed class SeedTests
{
    [Fact]
    public void EncryptEcb_vectors_of_RFC_4269_match()
    {
        foreach (string[] row in Vectors.Read("seed-ecb.txt"))
        {
            using Seed seed = new(Vectors.Bytes(row[0]));
            byte[] block = Vectors.Bytes(row[1]);
            seed.EncryptEcb(block, block);
            Assert.Equal(Vectors.Bytes(row[2]), block);
            seed.DecryptEcb(block, block);
            Assert.Equal(Vectors.Bytes(row[1]), block);
        }
    }

    [Fact]
    public void EncryptCbcPadded_vectors_match_and_decrypt_again()
    {
        foreach (string[] row in Vectors.Read("seed-cbc-pkcs7.txt"))
        {
            using Seed seed = new(Vectors.Bytes(row[0]));
            byte[] plaintext = Vectors.Bytes(row[2]);
            byte[] ciphertext = new byte[BlockCipher.GetPaddedLength(plaintext.Length)];
            Assert.Equal(ciphertext.Length, seed.EncryptCbcPadded(plaintext, Vectors.Bytes(row[1]), ciphertext));
            Assert.Equal(Vectors.Bytes(row[3]), ciphertext);

            byte[] opened = new byte[ciphertext.Length];
            Assert.True(seed.TryDecryptCbcPadded(ciphertext, Vectors.Bytes(row[1]), opened, out int written));
            Assert.Equal(plaintext, opened[..written]);
        }
    }

    [Fact]
    public void EncryptCbcPadded_random_data_of_many_lengths_agrees_with_OpenSSL()
        => OpenSslAgreement.Check("seed-cbc", 16, key => new Seed(key));

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    public void Constructor_key_of_another_length_throws(int length)
        => Assert.Throws<ArgumentException>(() => new Seed(new byte[length]));
}
