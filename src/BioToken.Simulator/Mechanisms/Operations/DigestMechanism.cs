using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Mechanisms.Digesting;

namespace BioToken.Simulator.Mechanisms.Operations;

/// <summary>A digest without a key (PKCS#11 v2.40 mechanisms sections 2.18 to 2.24).</summary>
/// <param name="type">The mechanism.</param>
/// <param name="start">Starts a digest.</param>
internal sealed class DigestMechanism(CKM type, Func<RunningDigest> start) : TokenMechanism(type)
{
    public override MechanismInfo Info => new(0, 0, MechanismFlags.Hardware | MechanismFlags.Digest);

    public DigestOperation Start() => new(start());
}
