using System.Security.Cryptography;
using BioToken.Pkcs11;

namespace BioToken.Signing;

/// <summary>
/// The input of a signature. The digest is computed on this computer, so that the token needs only one mechanism; a module with hashing
/// mechanisms only gets the data.
/// </summary>
internal sealed class SignatureRequest
{
    private readonly byte[] _hash;
    private readonly HashAlgorithmName _algorithm;
    private readonly RSASignaturePadding _padding;
    private readonly ReadOnlyMemory<byte>? _data;

    private SignatureRequest(byte[] hash, ReadOnlyMemory<byte>? data, HashAlgorithmName algorithm, RSASignaturePadding padding)
    {
        _hash = hash;
        _data = data;
        _algorithm = algorithm;
        _padding = padding;
        (Mechanism, byte[] input) = SignatureInput.Prepare(hash, algorithm, padding);
        Input = input;
    }

    /// <summary>The mechanism that signs a digest.</summary>
    public Mechanism Mechanism { get; }

    /// <summary>Its input.</summary>
    public ReadOnlyMemory<byte> Input { get; }

    /// <summary>The hashing mechanism; null if only the digest is known.</summary>
    public Mechanism? HashingMechanism => _data is null ? null : SignatureInput.Hashing(_algorithm, _padding);

    /// <summary>Its input.</summary>
    public ReadOnlyMemory<byte> Data => _data ?? default;

    /// <exception cref="CryptographicException">The digest or padding has no counterpart in PKCS#11.</exception>
    public static SignatureRequest ForData(ReadOnlyMemory<byte> data, HashAlgorithmName algorithm, RSASignaturePadding padding)
        => new(SignatureInput.Hash(data.Span, algorithm), data, algorithm, padding);

    /// <exception cref="CryptographicException">
    /// The digest or padding has no counterpart in PKCS#11, or the digest has another length.
    /// </exception>
    public static SignatureRequest ForHash(byte[] hash, HashAlgorithmName algorithm, RSASignaturePadding padding)
        => new(hash, null, algorithm, padding);

    /// <summary>Verifies a signature over this input with a public key.</summary>
    public bool IsSignedBy(RSA publicKey, byte[] signature)
        => signature.Length == (publicKey.KeySize + 7) / 8 && publicKey.VerifyHash(_hash, signature, _algorithm, _padding);
}
