using BioToken.Pkcs11.Constants;

namespace BioToken.Simulator.Mechanisms.Operations;

/// <summary>A use of a key.</summary>
/// <param name="Flag">The use among a mechanism's flags.</param>
/// <param name="Permission">The key's attribute that allows it.</param>
/// <param name="Half">The half of a key pair that it uses.</param>
internal sealed record KeyUse(MechanismFlags Flag, CKA Permission, CKO Half)
{
    public static readonly KeyUse Sign = new(MechanismFlags.Sign, CKA.SIGN, CKO.PRIVATE_KEY);

    public static readonly KeyUse Verify = new(MechanismFlags.Verify, CKA.VERIFY, CKO.PUBLIC_KEY);

    public static readonly KeyUse Encrypt = new(MechanismFlags.Encrypt, CKA.ENCRYPT, CKO.PUBLIC_KEY);

    public static readonly KeyUse Decrypt = new(MechanismFlags.Decrypt, CKA.DECRYPT, CKO.PRIVATE_KEY);
}
