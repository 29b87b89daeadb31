using System.Numerics;
using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Objects.Attributes;

namespace BioToken.Simulator.Objects.Keys;

/// <summary>An RSA public key, ready to verify and to encrypt.</summary>
internal sealed class RsaPublicKey
{
    private readonly KeyPool<RSA> _pool;
    private readonly AttributeSet _attributes;

    public RsaPublicKey(AttributeSet attributes)
    {
        _attributes = attributes;
        _pool = new KeyPool<RSA>(Import);
        RSA rsa = Import();
        Bits = rsa.KeySize;
        _pool.Return(rsa);
    }

    public int Bits { get; }

    /// <summary>Length of the modulus in bytes, and of every signature and ciphertext.</summary>
    public int Length => (Bits + 7) / 8;

    /// <summary>Verifies a signature of a digest in one of the ways that .NET has.</summary>
    public bool VerifyHash(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature, HashAlgorithmName hash, RSASignaturePadding padding)
    {
        RSA rsa = _pool.Rent();
        bool isValid = rsa.VerifyHash(digest, signature, hash, padding);
        _pool.Return(rsa);
        return isValid;
    }

    /// <summary>The public-key operation without padding (RFC 8017 sections 5.1.1 and 5.2.2), which .NET's RSA does not offer.</summary>
    /// <param name="input">A number as long as the modulus.</param>
    /// <param name="output">Receives as many bytes.</param>
    /// <returns>False if the number is not below the modulus.</returns>
    public bool TryCompute(ReadOnlySpan<byte> input, Span<byte> output)
    {
        BigInteger message = RsaParts.Number(input);
        BigInteger modulus = RsaParts.Number(_attributes.GetBytes(CKA.MODULUS));
        if (message >= modulus)
            return false;
        RsaParts.Write(BigInteger.ModPow(message, RsaParts.Number(_attributes.GetBytes(CKA.PUBLIC_EXPONENT)), modulus), output);
        return true;
    }

    private RSA Import() => RSA.Create(RsaParts.ToPublicParameters(_attributes));
}
