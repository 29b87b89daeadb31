using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Objects;

/// <summary>A key to generate.</summary>
/// <param name="Class">Its class.</param>
/// <param name="Type">Its type.</param>
/// <param name="Mechanism">The mechanism.</param>
/// <param name="Parameters">Attributes of the template that are the mechanism's parameters.</param>
internal sealed record GeneratedKey(CKO Class, CKK Type, CKM Mechanism, CKA[] Parameters);
