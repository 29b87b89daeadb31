using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Objects;
using BioToken.Simulator.Objects.Keys;

namespace BioToken.Simulator.Mechanisms.Signing;

/// <summary>A mechanism that signs and verifies with a key pair.</summary>
/// <param name="type">The mechanism.</param>
/// <param name="keyType">The type of its keys.</param>
/// <param name="hash">The mechanism's digest; null if the caller prepares the data.</param>
internal abstract class SignatureMechanism(CKM type, CKK keyType, HashAlgorithmName? hash) : KeyMechanism(type, keyType)
{
    private const MechanismFlags Use = MechanismFlags.Sign | MechanismFlags.Verify;

    private readonly MessageDigest? _digest = hash is { } name ? new MessageDigest(name) : null;

    public override MechanismInfo Info => KeyType == CKK.RSA
        ? new(RsaParts.MinBits, RsaParts.MaxBits, MechanismFlags.Hardware | Use)
        : EcCurve.InfoFor(Use);

    public override CKR StartSignature(TokenObject key, in MechanismArgument argument, out SignatureOperation? operation)
    {
        CKR rv = FindScheme(key, argument, out SignatureScheme? scheme);
        operation = rv == CKR.OK ? new SignatureOperation(scheme!, _digest) : null;
        return rv;
    }

    /// <summary>Reads the parameter and makes the scheme.</summary>
    protected abstract CKR FindScheme(TokenObject key, in MechanismArgument argument, out SignatureScheme? scheme);
}
