using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Objects;

/// <summary>A key that a mechanism is asked to generate.</summary>
/// <param name="Class">Its class.</param>
/// <param name="Type">Its type.</param>
/// <param name="Mechanism">The mechanism.</param>
/// <param name="Parameters">Attributes by which the template tells the mechanism what to generate.</param>
internal sealed record GeneratedKey(CKO Class, CKK Type, CKM Mechanism, CKA[] Parameters);
