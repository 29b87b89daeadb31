using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Objects.Attributes;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;

namespace BioToken.Simulator.Objects.Keys;

/// <summary>An RSA private key.</summary>
internal sealed class RsaSigningKey : SigningKey
{
    private readonly KeyPool<RSA> _pool;
    private readonly AttributeSet _attributes;
    private readonly Lazy<RsaPrivateCrtKeyParameters> _numbers;

    public RsaSigningKey(AttributeSet attributes)
    {
        _attributes = attributes;
        _pool = new KeyPool<RSA>(Import);
        _numbers = new Lazy<RsaPrivateCrtKeyParameters>(() => RawRsaKeys.Of(_attributes));
        RSA rsa = Import();
        Bits = rsa.KeySize;
        _pool.Return(rsa);
    }

    public override CKK Type => CKK.RSA;

    public override int Bits { get; }

    public override int SignatureLength => (Bits + 7) / 8;

    public override byte[] ExportPublicKeyInfo()
    {
        RSA rsa = _pool.Rent();
        byte[] info = rsa.ExportSubjectPublicKeyInfo();
        _pool.Return(rsa);
        return info;
    }

    public override bool IsConsistent()
    {
        byte[] digest = SHA256.HashData("consistent"u8);
        RSA rsa = _pool.Rent();
        byte[] signature = rsa.SignHash(digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        bool isConsistent = rsa.VerifyHash(digest, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _pool.Return(rsa);
        return isConsistent;
    }

    /// <summary>Signs a digest in one of the ways that .NET has.</summary>
    /// <exception cref="CryptographicException">The platform could not; the copy of the key is not used again.</exception>
    public bool TrySignHash(
        ReadOnlySpan<byte> digest, Span<byte> signature, HashAlgorithmName hash, RSASignaturePadding padding, out int written)
    {
        RSA rsa = _pool.Rent();
        bool isSigned = rsa.TrySignHash(digest, signature, hash, padding, out written);
        _pool.Return(rsa);
        return isSigned;
    }

    /// <summary>
    /// The private-key operation without padding (RFC 8017 sections 5.1.2 and 5.2.1), which .NET's RSA does not offer: BouncyCastle's,
    /// with the CRT and blinded. It takes milliseconds.
    /// </summary>
    /// <param name="input">A number as long as the modulus.</param>
    /// <param name="output">Receives as many bytes.</param>
    /// <returns>False if the number is not below the modulus.</returns>
    public bool TryCompute(ReadOnlySpan<byte> input, Span<byte> output)
    {
        RsaPrivateCrtKeyParameters key = _numbers.Value;
        BigInteger number = new(1, input, bigEndian: true);
        if (number.CompareTo(key.Modulus) >= 0)
            return false;
        // BouncyCastle refuses these, which every key maps to themselves (RFC 8017 allows all numbers below the modulus).
        if (number.CompareTo(BigInteger.One) <= 0 || number.Equals(key.Modulus.Subtract(BigInteger.One)))
        {
            input.CopyTo(output);
            return true;
        }

        RsaBlindedEngine engine = new();
        // As for encryption: the result is then as long as the modulus.
        engine.Init(forEncryption: true, key);
        byte[] message = input.ToArray();
        byte[] result = engine.ProcessBlock(message, 0, message.Length);
        result.CopyTo(output);
        CryptographicOperations.ZeroMemory(result);
        return true;
    }

    private RSA Import()
    {
        RSA rsa = RSA.Create();
        RSAParameters parameters = RsaParts.ToParameters(_attributes);
        try
        {
            rsa.ImportParameters(parameters);
            return rsa;
        }
        catch
        {
            rsa.Dispose();
            throw;
        }
        finally
        {
            RsaParts.Zero(parameters);
        }
    }
}
