using System.Security.Cryptography;
using BioToken.Pkcs11;

namespace BioToken.Simulator;

/// <summary>An elliptic-curve private key on P-256 or P-384.</summary>
internal sealed class EcSigningKey : SigningKey
{
    private readonly Lock _gate = new();
    private readonly ECDsa _ecdsa;

    public EcSigningKey(AttributeSet attributes)
    {
        EcCurve curve = EcCurve.Find(attributes.GetBytes(CKA.EC_PARAMS)) ?? throw new CryptographicException("The curve is not known.");
        ReadOnlySpan<byte> number = attributes.GetBytes(CKA.VALUE).TrimStart((byte)0);
        if (number.Length > curve.ByteLength)
            throw new CryptographicException("The private number is too long.");
        byte[] secret = GC.AllocateArray<byte>(curve.ByteLength, pinned: true);
        try
        {
            number.CopyTo(secret.AsSpan(curve.ByteLength - number.Length));
            _ecdsa = ECDsa.Create(new ECParameters { Curve = curve.Curve, D = secret });
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }

        Bits = curve.Bits;
        SignatureLength = 2 * curve.ByteLength;
    }

    public override CKK Type => CKK.EC;

    public override int Bits { get; }

    public override int SignatureLength { get; }

    public override byte[] ExportPublicKeyInfo() => _ecdsa.ExportSubjectPublicKeyInfo();

    public override bool IsConsistent()
    {
        byte[] digest = SHA256.HashData("consistent"u8);
        return _ecdsa.VerifyHash(digest, _ecdsa.SignHash(digest));
    }

    /// <summary>
    /// Signs a digest; the signature is r and s, each as long as the curve's order (PKCS#11 v2.40 mechanisms section 2.3.1).
    /// </summary>
    public bool TrySignHash(ReadOnlySpan<byte> digest, Span<byte> signature, out int written)
    {
        lock (_gate)
            return _ecdsa.TrySignHash(digest, signature, out written);
    }
}
