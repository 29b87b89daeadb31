using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Objects;

namespace BioToken.Simulator.Mechanisms.Signing;

/// <summary>RSA PKCS #1 v1.5 with a digest (PKCS#11 v2.40 mechanisms section 2.1.12).</summary>
internal sealed class HashedRsaPkcs(CKM type, HashAlgorithmName hash) : SignatureMechanism(type, CKK.RSA, hash)
{
    private readonly HashAlgorithmName _hash = hash;

    protected override CKR FindScheme(TokenObject key, in MechanismArgument argument, out SignatureScheme? scheme)
    {
        scheme = argument.HasParameter ? null : new RsaPkcsScheme(key, _hash);
        return scheme is null ? CKR.MECHANISM_PARAM_INVALID : CKR.OK;
    }
}
