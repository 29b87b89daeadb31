using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Mechanisms.Digesting;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Objects;
using BioToken.Simulator.Objects.Keys;

namespace BioToken.Simulator.Mechanisms.Ciphers;

/// <summary>CKM_RSA_PKCS_OAEP (PKCS#11 v2.40 mechanisms section 2.1.8).</summary>
internal sealed class RsaOaep() : KeyMechanism(CKM.RSA_PKCS_OAEP, CKK.RSA)
{
    /// <summary>CKZ_DATA_SPECIFIED: the label is in the parameter.</summary>
    public const ulong DataSpecified = 1;

    public override MechanismInfo Info
        => new(RsaParts.MinBits, RsaParts.MaxBits, MechanismFlags.Hardware | MechanismFlags.Encrypt | MechanismFlags.Decrypt);

    public override CKR StartEncryption(TokenObject key, in MechanismArgument argument, out CipherOperation? operation)
    {
        operation = FindScheme(argument.Oaep) is { } scheme ? new RsaEncryption(key.RsaPublicKey, scheme) : null;
        return operation is null ? CKR.MECHANISM_PARAM_INVALID : CKR.OK;
    }

    public override CKR StartDecryption(TokenObject key, in MechanismArgument argument, out CipherOperation? operation)
    {
        operation = FindScheme(argument.Oaep) is { } scheme ? new RsaDecryption((RsaSigningKey)key.Key!, scheme) : null;
        return operation is null ? CKR.MECHANISM_PARAM_INVALID : CKR.OK;
    }

    private static OaepEncryption? FindScheme(OaepArgument? oaep)
    {
        if (oaep is null || Digests.Find(oaep.Hash) is not { } hash || Digests.Find(oaep.MaskGeneration) is not { } mask)
            return null;
        // Some clients leave the source at 0 without a label.
        bool hasSource = oaep.Source == DataSpecified || (oaep.Source == 0 && oaep.Label.Length == 0);
        return hasSource ? new OaepEncryption(hash, mask, oaep.Label) : null;
    }
}
