using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Mechanisms.Ciphers;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Objects;
using BioToken.Simulator.Objects.Keys;

namespace BioToken.Simulator.Mechanisms.Signing;

/// <summary>
/// CKM_RSA_PKCS: RSA PKCS #1 v1.5 over data that the caller prepared, and encryption (PKCS#11 v2.40 mechanisms section 2.1.6).
/// </summary>
internal sealed class RsaPkcs() : SignatureMechanism(CKM.RSA_PKCS, CKK.RSA, hash: null)
{
    public override MechanismInfo Info => base.Info with { Flags = base.Info.Flags | MechanismFlags.Encrypt | MechanismFlags.Decrypt };

    public override CKR StartEncryption(TokenObject key, in MechanismArgument argument, out CipherOperation? operation)
    {
        operation = argument.HasParameter ? null : new RsaEncryption(key.RsaPublicKey, new Pkcs1Encryption());
        return operation is null ? CKR.MECHANISM_PARAM_INVALID : CKR.OK;
    }

    public override CKR StartDecryption(TokenObject key, in MechanismArgument argument, out CipherOperation? operation)
    {
        operation = argument.HasParameter ? null : new RsaDecryption((RsaSigningKey)key.Key!, new Pkcs1Encryption());
        return operation is null ? CKR.MECHANISM_PARAM_INVALID : CKR.OK;
    }

    protected override CKR FindScheme(TokenObject key, in MechanismArgument argument, out SignatureScheme? scheme)
    {
        scheme = argument.HasParameter ? null : new RsaPkcsScheme(key, hash: null);
        return scheme is null ? CKR.MECHANISM_PARAM_INVALID : CKR.OK;
    }
}
