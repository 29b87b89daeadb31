using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Objects;
using BioToken.Simulator.Objects.Attributes;

namespace BioToken.Simulator.Mechanisms.KeyGeneration;

/// <summary>Generates secret keys of a type.</summary>
/// <param name="type">The mechanism.</param>
/// <param name="keyType">The type.</param>
/// <param name="lengths">Lengths that a key may have, in bytes; if there is only one, the template may omit it.</param>
/// <param name="unit">Units of the mechanism's sizes per byte.</param>
internal sealed class SecretKeyMechanism(CKM type, CKK keyType, int[] lengths, int unit = 1) : TokenMechanism(type)
{
    public override MechanismInfo Info => new(
        (ulong)(lengths[0] * unit), (ulong)(lengths[^1] * unit), MechanismFlags.Hardware | MechanismFlags.Generate);

    /// <summary>A generic secret of 1 to 512 bytes; its sizes are in bits (PKCS#11 v2.40 mechanisms section 2.5.4).</summary>
    public static SecretKeyMechanism GenericSecret
        => new(CKM.GENERIC_SECRET_KEY_GEN, CKK.GENERIC_SECRET, [.. Enumerable.Range(1, 512)], unit: 8);

    public GeneratedKey Key => new(CKO.SECRET_KEY, keyType, Type, [CKA.VALUE_LEN]);

    /// <summary>Generates a key.</summary>
    /// <param name="asked">The template's parameters.</param>
    /// <param name="values">The key's values, with <see cref="CKR.OK"/>.</param>
    public CKR Generate(AttributeSet asked, out Dictionary<CKA, byte[]> values)
    {
        values = [];
        ulong? length = asked.GetULong(CKA.VALUE_LEN) ?? (lengths.Length == 1 ? (ulong)lengths[0] : null);
        if (length is null)
            return CKR.TEMPLATE_INCOMPLETE;
        if (!Array.Exists(lengths, allowed => (ulong)allowed == length))
            return CKR.ATTRIBUTE_VALUE_INVALID;
        byte[] value = GC.AllocateUninitializedArray<byte>((int)length, pinned: true);
        RandomNumberGenerator.Fill(value);
        values[CKA.VALUE] = value;
        return CKR.OK;
    }
}
