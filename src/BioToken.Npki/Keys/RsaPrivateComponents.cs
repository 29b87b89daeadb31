namespace BioToken.Npki.Keys;

/// <summary>
/// The numbers of an RSA private key as views of the key's own memory: nothing is copied, and all views are zero once the key is disposed.
/// Unsigned, big-endian, without leading zeros, as a PKCS#11 template wants them (RFC 8017 appendix A.1.2).
/// </summary>
public readonly ref struct RsaPrivateComponents
{
    /// <summary>The modulus n.</summary>
    public ReadOnlySpan<byte> Modulus { get; internal init; }

    /// <summary>The public exponent e.</summary>
    public ReadOnlySpan<byte> PublicExponent { get; internal init; }

    /// <summary>The private exponent d.</summary>
    public ReadOnlySpan<byte> PrivateExponent { get; internal init; }

    /// <summary>The first prime p.</summary>
    public ReadOnlySpan<byte> Prime1 { get; internal init; }

    /// <summary>The second prime q.</summary>
    public ReadOnlySpan<byte> Prime2 { get; internal init; }

    /// <summary>d mod (p − 1).</summary>
    public ReadOnlySpan<byte> Exponent1 { get; internal init; }

    /// <summary>d mod (q − 1).</summary>
    public ReadOnlySpan<byte> Exponent2 { get; internal init; }

    /// <summary>The inverse of q mod p.</summary>
    public ReadOnlySpan<byte> Coefficient { get; internal init; }
}
