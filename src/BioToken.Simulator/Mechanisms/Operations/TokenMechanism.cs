using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;

namespace BioToken.Simulator.Mechanisms.Operations;

/// <summary>A mechanism that the tokens have. A new one is a class or an instance, and a line in <see cref="MechanismTable"/>.</summary>
internal abstract class TokenMechanism(CKM type)
{
    public CKM Type => type;

    /// <summary>The result of C_GetMechanismInfo. CKF_HW is set: the token simulates a device.</summary>
    public abstract MechanismInfo Info { get; }
}
