using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Objects;

namespace BioToken.Simulator.Mechanisms.Signing;

/// <summary>ECDSA, over a digest that the caller computed or with its own digest (PKCS#11 v2.40 mechanisms section 2.3.6).</summary>
/// <param name="type">The mechanism.</param>
/// <param name="ownHash">The mechanism's digest; null if the caller computes it.</param>
internal sealed class Ecdsa(CKM type, HashAlgorithmName? ownHash) : SignatureMechanism(type, CKK.EC, ownHash)
{
    protected override CKR FindScheme(TokenObject key, in MechanismArgument argument, out SignatureScheme? scheme)
    {
        scheme = argument.HasParameter ? null : new EcdsaScheme(key);
        return scheme is null ? CKR.MECHANISM_PARAM_INVALID : CKR.OK;
    }
}
