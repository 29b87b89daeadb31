using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Objects;
using BioToken.Simulator.Objects.Attributes;

namespace BioToken.Simulator.Mechanisms.KeyGeneration;

/// <summary>Generates key pairs of a type.</summary>
/// <param name="type">The mechanism.</param>
/// <param name="keyType">The type.</param>
/// <param name="parameters">Attributes of the public template that specify the key.</param>
internal abstract class KeyPairMechanism(CKM type, CKK keyType, CKA[] parameters) : TokenMechanism(type)
{
    public GeneratedKey PublicKey => new(CKO.PUBLIC_KEY, keyType, Type, parameters);

    public GeneratedKey PrivateKey => new(CKO.PRIVATE_KEY, keyType, Type, []);

    /// <summary>Generates a pair; this takes as long as the search for primes does.</summary>
    /// <param name="asked">The public template's parameters.</param>
    /// <param name="values">The values of both keys, with <see cref="CKR.OK"/>.</param>
    public abstract CKR Generate(AttributeSet asked, out KeyPairValues? values);
}
