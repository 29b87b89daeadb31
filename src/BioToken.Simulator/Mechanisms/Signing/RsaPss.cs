using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Digesting;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Objects;

namespace BioToken.Simulator.Mechanisms.Signing;

/// <summary>
/// RSA PSS, over a digest that the caller computed or with its own digest (PKCS#11 v2.40 mechanisms sections 2.1.10 and 2.1.13).
/// </summary>
/// <param name="type">The mechanism.</param>
/// <param name="ownHash">The mechanism's digest; null if the caller computes it.</param>
internal sealed class RsaPss(CKM type, HashAlgorithmName? ownHash) : SignatureMechanism(type, CKK.RSA, ownHash)
{
    private readonly HashAlgorithmName? _ownHash = ownHash;

    protected override CKR FindScheme(TokenObject key, in MechanismArgument argument, out SignatureScheme? scheme)
    {
        scheme = null;
        if (argument.Pss is not { } pss || Digests.Find(pss.Hash) is not { } hash || Digests.Find(pss.MaskGeneration) is not { } mask)
            return CKR.MECHANISM_PARAM_INVALID;
        if ((_ownHash is not null && _ownHash != hash) || pss.SaltLength < 0)
            return CKR.MECHANISM_PARAM_INVALID;
        PssScheme found = new(key, hash, mask, pss.SaltLength);
        scheme = found.HasRoom ? found : null;
        return scheme is null ? CKR.MECHANISM_PARAM_INVALID : CKR.OK;
    }
}
