using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Objects.Attributes;
using BioToken.Simulator.Objects.Keys;

namespace BioToken.Simulator.Mechanisms.KeyGeneration;

/// <summary>CKM_RSA_PKCS_KEY_PAIR_GEN (PKCS#11 v2.40 mechanisms section 2.1.4).</summary>
internal sealed class RsaKeyPair()
    : KeyPairMechanism(CKM.RSA_PKCS_KEY_PAIR_GEN, CKK.RSA, [CKA.MODULUS_BITS, CKA.PUBLIC_EXPONENT])
{
    public override MechanismInfo Info => new(
        RsaParts.MinBits, RsaParts.MaxBits, MechanismFlags.Hardware | MechanismFlags.GenerateKeyPair);

    // .NET makes keys with this exponent and no other.
    private static ReadOnlySpan<byte> PublicExponent => [1, 0, 1];

    public override CKR Generate(AttributeSet asked, out KeyPairValues? values)
    {
        values = null;
        if (asked.GetULong(CKA.MODULUS_BITS) is not { } bits)
            return CKR.TEMPLATE_INCOMPLETE;
        if (bits is < RsaParts.MinBits or > RsaParts.MaxBits || bits % 8 != 0)
            return CKR.ATTRIBUTE_VALUE_INVALID;
        if (asked.Find(CKA.PUBLIC_EXPONENT) is { } exponent && !exponent.AsSpan().TrimStart((byte)0).SequenceEqual(PublicExponent))
            return CKR.ATTRIBUTE_VALUE_INVALID;
        using RSA rsa = RSA.Create((int)bits);
        RSAParameters parts = rsa.ExportParameters(includePrivateParameters: true);
        try
        {
            values = new KeyPairValues(
                new Dictionary<CKA, byte[]> { [CKA.MODULUS] = parts.Modulus!, [CKA.PUBLIC_EXPONENT] = parts.Exponent! },
                PrivateValues(parts));
        }
        finally
        {
            RsaParts.Zero(parts);
        }

        return CKR.OK;
    }

    private static Dictionary<CKA, byte[]> PrivateValues(in RSAParameters parts) => new()
    {
        [CKA.MODULUS] = parts.Modulus!,
        [CKA.PUBLIC_EXPONENT] = parts.Exponent!,
        [CKA.PRIVATE_EXPONENT] = AttributeSet.Pin(parts.D),
        [CKA.PRIME_1] = AttributeSet.Pin(parts.P),
        [CKA.PRIME_2] = AttributeSet.Pin(parts.Q),
        [CKA.EXPONENT_1] = AttributeSet.Pin(parts.DP),
        [CKA.EXPONENT_2] = AttributeSet.Pin(parts.DQ),
        [CKA.COEFFICIENT] = AttributeSet.Pin(parts.InverseQ),
    };
}
