using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Mechanisms.KeyGeneration;

/// <summary>A mechanism's generated values.</summary>
/// <param name="Public">Values of the public key.</param>
/// <param name="Private">Values of the private key, in pinned arrays.</param>
internal sealed record KeyPairValues(IReadOnlyDictionary<CKA, byte[]> Public, IReadOnlyDictionary<CKA, byte[]> Private);
