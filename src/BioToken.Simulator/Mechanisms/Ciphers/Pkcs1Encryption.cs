using System.Security.Cryptography;

namespace BioToken.Simulator.Mechanisms.Ciphers;

/// <summary>EME-PKCS1-v1_5 (RFC 8017 section 7.2).</summary>
internal sealed class Pkcs1Encryption : EncryptionScheme
{
    private const int MinRandom = 8;

    public override int Overhead => MinRandom + 3;

    public override void Encode(ReadOnlySpan<byte> message, Span<byte> encoded)
    {
        encoded[0] = 0;
        encoded[1] = 2;
        Span<byte> random = encoded[2..^(message.Length + 1)];
        RandomNumberGenerator.Fill(random);
        for (int zero = random.IndexOf((byte)0); zero >= 0; zero = random.IndexOf((byte)0))
            RandomNumberGenerator.Fill(random.Slice(zero, 1));
        encoded[^(message.Length + 1)] = 0;
        message.CopyTo(encoded[^message.Length..]);
    }

    public override bool TryDecode(Span<byte> encoded, out ReadOnlySpan<byte> message)
    {
        message = default;
        if (encoded is not [0, 2, ..])
            return false;
        int end = encoded[2..].IndexOf((byte)0);
        if (end < MinRandom)
            return false;
        message = encoded[(2 + end + 1)..];
        return true;
    }
}
