using System.Security.Cryptography;
using BioToken.Pkcs11;

namespace BioToken.Simulator;

/// <summary>
/// RSA PSS, over a digest that the caller computed or with a digest of its own (PKCS#11 v2.40 mechanisms sections 2.1.10 and 2.1.13).
/// </summary>
/// <param name="type">The mechanism.</param>
/// <param name="ownHash">The mechanism's digest; null where the caller computes it.</param>
internal sealed class RsaPss(CKM type, HashAlgorithmName? ownHash) : SignMechanism(type, CKK.RSA)
{
    public override CKR Start(PssParameters? parameter, SigningKey key, out SignOperation? operation)
    {
        operation = null;
        if (parameter is not { } pss || Digests.Find(pss.Hash) is not { } hash || (ownHash is not null && ownHash != hash))
            return CKR.MECHANISM_PARAM_INVALID;
        // .NET masks with the digest of the message, and its salt is as long as the digest. Other choices are refused, not replaced.
        if (pss.MaskGeneration != Digests.MaskGeneration(hash) || pss.SaltLength != Digests.Length(hash))
            return CKR.MECHANISM_PARAM_INVALID;
        operation = new SignOperation(this, key) { Hash = hash };
        return CKR.OK;
    }

    public override CKR Sign(SignOperation operation, ReadOnlySpan<byte> data, Span<byte> signature)
    {
        ReadOnlySpan<byte> digest = ownHash is null ? data : Digests.Compute(operation.Hash, data, stackalloc byte[Digests.MaxLength]);
        if (digest.Length != Digests.Length(operation.Hash))
            return CKR.DATA_LEN_RANGE;
        RsaSigningKey key = (RsaSigningKey)operation.Key;
        return key.TrySignHash(digest, signature, operation.Hash, RSASignaturePadding.Pss, out _) ? CKR.OK : CKR.FUNCTION_FAILED;
    }
}
