using System.Numerics;
using System.Security.Cryptography;
using BioToken.Pkcs11;

namespace BioToken.Simulator;

/// <summary>An RSA private key.</summary>
internal sealed class RsaSigningKey : SigningKey
{
    private readonly Lock _gate = new();
    private readonly RSA _rsa = RSA.Create();
    private readonly AttributeSet _attributes;

    public RsaSigningKey(AttributeSet attributes)
    {
        _attributes = attributes;
        RSAParameters parameters = RsaParts.ToParameters(attributes);
        try
        {
            _rsa.ImportParameters(parameters);
        }
        finally
        {
            RsaParts.Zero(parameters);
        }

        Bits = _rsa.KeySize;
    }

    public override CKK Type => CKK.RSA;

    public override int Bits { get; }

    public override int SignatureLength => (Bits + 7) / 8;

    public override byte[] ExportPublicKeyInfo() => _rsa.ExportSubjectPublicKeyInfo();

    public override bool IsConsistent()
    {
        byte[] digest = SHA256.HashData("consistent"u8);
        byte[] signature = _rsa.SignHash(digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return _rsa.VerifyHash(digest, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public bool TrySignHash(
        ReadOnlySpan<byte> digest, Span<byte> signature, HashAlgorithmName hash, RSASignaturePadding padding, out int written)
    {
        // .NET does not promise that one RSA object serves two threads at once.
        lock (_gate)
            return _rsa.TrySignHash(digest, signature, hash, padding, out written);
    }

    /// <summary>
    /// The private-key operation without padding (RFC 8017 section 5.1.2, with the CRT), which .NET's RSA does not offer. Slow
    /// (milliseconds) and not in constant time: fit for a simulator only.
    /// </summary>
    /// <param name="encoded">The encoded message, as long as the modulus.</param>
    /// <param name="signature">Receives as many bytes.</param>
    public void SignRaw(ReadOnlySpan<byte> encoded, Span<byte> signature)
    {
        BigInteger message = Number(encoded);
        BigInteger p = Number(CKA.PRIME_1);
        BigInteger q = Number(CKA.PRIME_2);
        BigInteger m1 = BigInteger.ModPow(message, Number(CKA.EXPONENT_1), p);
        BigInteger m2 = BigInteger.ModPow(message, Number(CKA.EXPONENT_2), q);
        BigInteger h = (m1 - m2) * Number(CKA.COEFFICIENT) % p;
        BigInteger result = m2 + ((h.Sign < 0 ? h + p : h) * q);
        signature.Clear();
        int length = result.GetByteCount(isUnsigned: true);
        result.TryWriteBytes(signature[^length..], out _, isUnsigned: true, isBigEndian: true);
    }

    private BigInteger Number(CKA type) => Number(_attributes.GetBytes(type));

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
