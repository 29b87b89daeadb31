using System.Security.Cryptography;
using BioToken.Pkcs11;

namespace BioToken.Simulator;

/// <summary>ECDSA, over a digest that the caller computed or with a digest of its own (PKCS#11 v2.40 mechanisms section 2.3.6).</summary>
/// <param name="type">The mechanism.</param>
/// <param name="ownHash">The mechanism's digest; null where the caller computes it.</param>
internal sealed class Ecdsa(CKM type, HashAlgorithmName? ownHash) : SignMechanism(type, CKK.EC)
{
    public override CKR Sign(SignOperation operation, ReadOnlySpan<byte> data, Span<byte> signature)
    {
        ReadOnlySpan<byte> digest = ownHash is { } hash ? Digests.Compute(hash, data, stackalloc byte[Digests.MaxLength]) : data;
        if (digest.Length is 0 or > Digests.MaxLength)
            return CKR.DATA_LEN_RANGE;
        return ((EcSigningKey)operation.Key).TrySignHash(digest, signature, out _) ? CKR.OK : CKR.FUNCTION_FAILED;
    }
}
