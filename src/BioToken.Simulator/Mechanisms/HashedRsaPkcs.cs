using System.Security.Cryptography;
using BioToken.Pkcs11;

namespace BioToken.Simulator;

/// <summary>RSA PKCS #1 v1.5 with a digest (PKCS#11 v2.40 mechanisms section 2.1.12).</summary>
internal sealed class HashedRsaPkcs(CKM type, HashAlgorithmName hash) : SignMechanism(type, CKK.RSA)
{
    public override CKR Sign(SignOperation operation, ReadOnlySpan<byte> data, Span<byte> signature)
    {
        ReadOnlySpan<byte> digest = Digests.Compute(hash, data, stackalloc byte[Digests.MaxLength]);
        RsaSigningKey key = (RsaSigningKey)operation.Key;
        return key.TrySignHash(digest, signature, hash, RSASignaturePadding.Pkcs1, out _) ? CKR.OK : CKR.FUNCTION_FAILED;
    }
}
