using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Objects;

namespace BioToken.Simulator.Cryptoki.Operations;

/// <summary>Starts an operation of one mechanism with a key that fits it.</summary>
internal delegate CKR OperationStarter<T>(KeyMechanism mechanism, TokenObject key, in MechanismArgument argument, out T? operation)
    where T : TokenOperation;
