using BioToken.Npki.Ciphers;

namespace BioToken.Npki.Tests;

public sealed class BlockCipherTests
{
    private static readonly byte[] Vector = new byte[BlockCipher.BlockSize];

    [Fact]
    public void EncryptCbc_in_place_and_in_two_steps_equals_one_step()
    {
        using Seed seed = new(new byte[Seed.KeySize]);
        byte[] plaintext = [.. Enumerable.Range(0, 64).Select(i => (byte)i)];
        byte[] whole = new byte[64];
        seed.EncryptCbc(plaintext, Vector, whole);

        seed.EncryptCbc(plaintext.AsSpan(0, 16), Vector, plaintext);
        seed.EncryptCbc(plaintext.AsSpan(16), plaintext.AsSpan(0, 16), plaintext.AsSpan(16));
        Assert.Equal(whole, plaintext);
    }

    [Fact]
    public void DecryptCbc_in_place_gives_plaintext()
    {
        using Aria aria = new(new byte[16]);
        byte[] plaintext = [.. Enumerable.Range(0, 64).Select(i => (byte)i)];
        byte[] data = [.. plaintext];
        aria.EncryptCbc(data, Vector, data);
        aria.DecryptCbc(data, Vector, data);
        Assert.Equal(plaintext, data);
    }

    [Theory]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 17 })]
    [InlineData(new byte[] { 1, 2 })]
    [InlineData(new byte[] { 2, 3, 3 })]
    public void TryDecryptCbcPadded_wrong_padding_fails_and_zeroes(byte[] end)
    {
        using Seed seed = new(new byte[Seed.KeySize]);
        byte[] data = new byte[32];
        data.AsSpan().Fill(0xAA);
        end.CopyTo(data, 32 - end.Length);
        seed.EncryptCbc(data, Vector, data);
        Assert.False(seed.TryDecryptCbcPadded(data, Vector, data, out int written));
        Assert.Equal(0, written);
        Assert.Equal(new byte[32], data);
    }

    [Fact]
    public void Encrypt_wrong_lengths_throw()
    {
        using Seed seed = new(new byte[Seed.KeySize]);
        Assert.Throws<ArgumentException>(() => seed.EncryptEcb(new byte[15], new byte[16]));
        Assert.Throws<ArgumentException>(() => seed.EncryptCbc(new byte[16], new byte[8], new byte[16]));
        Assert.Throws<ArgumentException>(() => seed.EncryptCbc(new byte[16], Vector, new byte[15]));
        Assert.Throws<ArgumentException>(() => seed.EncryptCbcPadded(new byte[16], Vector, new byte[16]));
        Assert.Throws<ArgumentException>(() => seed.TryDecryptCbcPadded([], Vector, [], out _));
    }

    [Fact]
    public void Dispose_zeroes_the_schedule_and_refuses_further_use()
    {
        Seed seed = new(new byte[Seed.KeySize]);
        seed.Dispose();
        Assert.True(seed.IsCleared);
        Assert.Throws<ObjectDisposedException>(() => seed.EncryptEcb(new byte[16], new byte[16]));
    }
}
