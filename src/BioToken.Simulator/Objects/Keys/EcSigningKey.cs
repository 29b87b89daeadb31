using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Objects.Attributes;

namespace BioToken.Simulator.Objects.Keys;

/// <summary>An elliptic-curve private key on P-256 or P-384.</summary>
internal sealed class EcSigningKey : SigningKey
{
    private readonly KeyPool<ECDsa> _pool;
    private readonly AttributeSet _attributes;
    private readonly EcCurve _curve;

    public EcSigningKey(AttributeSet attributes)
    {
        _attributes = attributes;
        _curve = EcCurve.Find(attributes.GetBytes(CKA.EC_PARAMS)) ?? throw new CryptographicException("The curve is not known.");
        _pool = new KeyPool<ECDsa>(Import);
        _pool.Return(Import());
    }

    public override CKK Type => CKK.EC;

    public override int Bits => _curve.Bits;

    public override int SignatureLength => 2 * _curve.ByteLength;

    public override byte[] ExportPublicKeyInfo()
    {
        ECDsa ecdsa = _pool.Rent();
        byte[] info = ecdsa.ExportSubjectPublicKeyInfo();
        _pool.Return(ecdsa);
        return info;
    }

    public override bool IsConsistent()
    {
        byte[] digest = SHA256.HashData("consistent"u8);
        ECDsa ecdsa = _pool.Rent();
        bool isConsistent = ecdsa.VerifyHash(digest, ecdsa.SignHash(digest));
        _pool.Return(ecdsa);
        return isConsistent;
    }

    /// <summary>
    /// Signs a digest; the signature is r and s, each as long as the curve's order (PKCS#11 v2.40 mechanisms section 2.3.1).
    /// </summary>
    /// <exception cref="CryptographicException">The platform could not; the copy of the key is not used again.</exception>
    public bool TrySignHash(ReadOnlySpan<byte> digest, Span<byte> signature, out int written)
    {
        ECDsa ecdsa = _pool.Rent();
        bool isSigned = ecdsa.TrySignHash(digest, signature, out written);
        _pool.Return(ecdsa);
        return isSigned;
    }

    private ECDsa Import()
    {
        ReadOnlySpan<byte> number = _attributes.GetBytes(CKA.VALUE).TrimStart((byte)0);
        if (number.Length > _curve.ByteLength)
            throw new CryptographicException("The private number is too long.");
        byte[] secret = GC.AllocateArray<byte>(_curve.ByteLength, pinned: true);
        try
        {
            number.CopyTo(secret.AsSpan(_curve.ByteLength - number.Length));
            return ECDsa.Create(new ECParameters { Curve = _curve.Curve, D = secret });
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}
