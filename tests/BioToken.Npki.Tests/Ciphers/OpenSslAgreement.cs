using BioToken.Npki.Ciphers;

namespace BioToken.Npki.Tests;

/// <summary>Encrypts random data of many lengths both ways and compares.</summary>
internal static class OpenSslAgreement
{
    private static readonly int[] Lengths = [0, 1, 15, 16, 17, 31, 32, 33, 47, 48, 255, 1024, 1217, 65_537];

    public static void Check(string cipherName, int keySize, Func<byte[], BlockCipher> create)
    {
        Random random = new(20140922);
        foreach (int length in Lengths)
        {
            byte[] key = new byte[keySize];
            byte[] iv = new byte[BlockCipher.BlockSize];
            byte[] plaintext = new byte[length];
            random.NextBytes(key);
            random.NextBytes(iv);
            random.NextBytes(plaintext);
            byte[] expected = OpenSsl.RunLegacy(
                ["enc", $"-{cipherName}", "-K", Convert.ToHexString(key), "-iv", Convert.ToHexString(iv)], plaintext);

            using BlockCipher cipher = create(key);
            byte[] ciphertext = new byte[BlockCipher.GetPaddedLength(length)];
            cipher.EncryptCbcPadded(plaintext, iv, ciphertext);
            Assert.Equal(expected, ciphertext);

            byte[] opened = new byte[expected.Length];
            Assert.True(cipher.TryDecryptCbcPadded(expected, iv, opened, out int written));
            Assert.Equal(plaintext, opened[..written]);
        }
    }
}
