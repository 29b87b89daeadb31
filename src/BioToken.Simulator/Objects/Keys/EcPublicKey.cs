using System.Formats.Asn1;
using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Objects.Attributes;

namespace BioToken.Simulator.Objects.Keys;

/// <summary>An elliptic-curve public key on P-256 or P-384, ready to verify.</summary>
internal sealed class EcPublicKey
{
    private readonly KeyPool<ECDsa> _pool;

    /// <exception cref="CryptographicException">The attributes are not a key.</exception>
    public EcPublicKey(AttributeSet attributes)
    {
        EcCurve curve = EcCurve.Find(attributes.GetBytes(CKA.EC_PARAMS)) ?? throw new CryptographicException("The curve is not known.");
        byte[] point = AsnDecoder.ReadOctetString(attributes.GetBytes(CKA.EC_POINT), AsnEncodingRules.DER, out _);
        ECParameters parameters = new()
        {
            Curve = curve.Curve,
            Q = new ECPoint { X = point[1..(1 + curve.ByteLength)], Y = point[(1 + curve.ByteLength)..] },
        };
        SignatureLength = 2 * curve.ByteLength;
        _pool = new KeyPool<ECDsa>(() => ECDsa.Create(parameters));
    }

    /// <summary>Length of its signatures in bytes.</summary>
    public int SignatureLength { get; }

    /// <summary>Verifies a signature of r and s, each as long as the curve's order.</summary>
    public bool VerifyHash(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        ECDsa ecdsa = _pool.Rent();
        bool isValid = ecdsa.VerifyHash(digest, signature);
        _pool.Return(ecdsa);
        return isValid;
    }
}
