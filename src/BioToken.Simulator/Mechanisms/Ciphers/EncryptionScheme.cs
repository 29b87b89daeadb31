namespace BioToken.Simulator.Mechanisms.Ciphers;

/// <summary>A padding of RSA encryption (RFC 8017 section 7).</summary>
internal abstract class EncryptionScheme
{
    /// <summary>Minimum length of the padding in bytes.</summary>
    public abstract int Overhead { get; }

    /// <summary>Pads a message that is not too long.</summary>
    public abstract void Encode(ReadOnlySpan<byte> message, Span<byte> encoded);

    /// <summary>Takes the padding off.</summary>
    /// <param name="encoded">The encoded message, as long as the modulus; it may be changed.</param>
    /// <param name="message">The message, a part of <paramref name="encoded"/>.</param>
    /// <returns>False if the padding is wrong.</returns>
    public abstract bool TryDecode(Span<byte> encoded, out ReadOnlySpan<byte> message);
}
