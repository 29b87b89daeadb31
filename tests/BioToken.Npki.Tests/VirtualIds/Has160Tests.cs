using System.Text;
using BioToken.Npki.VirtualIdentifiers;

namespace BioToken.Npki.Tests.VirtualIds;

/// <summary>Digests made with RHash 1.4.3; the texts are the well-known inputs of the MD family's test suites.</summary>
public sealed class Has160Tests
{
    [Theory]
    [InlineData("", "307964ef34151d37c8047adec7ab50f4ff89762d")]
    [InlineData("a", "4872bcbc4cd0f0a9dc7c2f7045e5b43b6c830db8")]
    [InlineData("abc", "975e810488cf2a3d49838478124afce4b1c78804")]
    [InlineData("message digest", "2338dbc8638d31225f73086246ba529f96710bc6")]
    [InlineData("abcdefghijklmnopqrstuvwxyz", "596185c9ab6703d0d0dbb98702bc0f5729cd1d3c")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "cb5d7efbca2f02e0fb7167cabb123af5795764e5")]
    [InlineData(
        "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
        "07f05c8c0773c55ca3a5a695ce6aca4c438911b5")]
    public void HashData_text_gives_the_published_digest(string text, string digest) => Check(Encoding.ASCII.GetBytes(text), digest);

    [Theory]
    [InlineData(55, "a74499facdc182c6930ddf6abd637fde8714fc37")]
    [InlineData(56, "18da4e968da4ce16289b711d0ddd843f817f39cb")]
    [InlineData(63, "20be4387e3db5ce06f4f7212dbf96e77370b750a")]
    [InlineData(64, "b13b30c15c9d27fcef0ec3a608a94a5cad80e14f")]
    [InlineData(65, "bb225568605a9b371a174c26c10c1add00af021f")]
    [InlineData(119, "79e613a19adc77b3b39f1ba0c93ffbf0340b229d")]
    [InlineData(120, "940bd3f6cd3cb2e58520a979c3d99bde90ee3994")]
    [InlineData(128, "54a491a04916629ec2646f32e11c54e6b617af1d")]
    public void HashData_length_around_a_block_gives_the_digest(int length, string digest) =>
        Check([.. Enumerable.Range(0, length).Select(i => (byte)i)], digest);

    private static void Check(byte[] message, string expected)
    {
        byte[] digest = new byte[Has160.HashSizeInBytes];

        Has160.HashData(message, digest);

        Assert.Equal(expected, Convert.ToHexStringLower(digest));
    }
}
