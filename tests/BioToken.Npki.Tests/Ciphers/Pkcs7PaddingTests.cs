using BioToken.Npki.Ciphers;
using BioToken.Npki.Formats;

namespace BioToken.Npki.Tests;

public sealed class Pkcs7PaddingTests
{
    [Theory]
    [InlineData(0, 16)]
    [InlineData(15, 1)]
    [InlineData(16, 16)]
    [InlineData(17, 15)]
    public void Measure_undoes_Pad(int length, int padding)
    {
        byte[] plaintext = [.. Enumerable.Repeat((byte)0xAA, length)];

        using SecretBuffer padded = Pkcs7Padding.Pad(plaintext, blockSize: 16);

        Assert.Equal([.. plaintext, .. Enumerable.Repeat((byte)padding, padding)], padded.Span.ToArray());
        Assert.Equal(length, Pkcs7Padding.Measure(padded.Span, blockSize: 16));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 17 })]
    [InlineData(new byte[] { 1, 2 })]
    [InlineData(new byte[] { 2, 3, 3 })]
    public void Measure_of_a_wrong_padding_is_negative(byte[] end)
        => Assert.Equal(-1, Pkcs7Padding.Measure(end.Length == 0 ? end : [.. new byte[32 - end.Length], .. end], blockSize: 16));
}
