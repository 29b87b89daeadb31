using BioToken.Pkcs11.Constants;

namespace BioToken.Pkcs11.Records;

/// <summary>Key sizes and uses of a mechanism (CK_MECHANISM_INFO).</summary>
/// <param name="MinKeySize">Smallest key, in the mechanism's unit (bits for RSA and EC, bytes for most others).</param>
/// <param name="MaxKeySize">Largest key, in the same unit.</param>
/// <param name="Flags">Its permitted uses.</param>
public readonly record struct MechanismInfo(ulong MinKeySize, ulong MaxKeySize, MechanismFlags Flags);
