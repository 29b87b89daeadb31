using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Mechanisms.Digesting;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Objects;

namespace BioToken.Simulator.Mechanisms.Signing;

/// <summary>HMAC with a generic secret (PKCS#11 v2.40 mechanisms section 2.18.3 and its likes).</summary>
internal sealed class Hmac(CKM type, HashAlgorithmName hash) : KeyMechanism(type, CKK.GENERIC_SECRET)
{
    private const int MaxKeyLength = 512;

    public override MechanismInfo Info => new(1, MaxKeyLength, MechanismFlags.Hardware | MechanismFlags.Sign | MechanismFlags.Verify);

    public override CKR StartSignature(TokenObject key, in MechanismArgument argument, out SignatureOperation? operation)
    {
        operation = argument.HasParameter
            ? null
            : new SignatureOperation(new HmacScheme(Digests.Length(hash)), new MessageDigest(hash, key));
        return operation is null ? CKR.MECHANISM_PARAM_INVALID : CKR.OK;
    }
}
