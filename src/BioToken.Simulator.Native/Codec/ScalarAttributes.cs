using System.Buffers.Binary;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Simulator.Personas;

namespace BioToken.Simulator.Native.Codec;

/// <summary>
/// The attributes whose values are CK_ULONGs, one or an array: in C as wide as the system's, in the module 8 bytes each, little-endian.
/// </summary>
internal static class ScalarAttributes
{
    private const CKA PrimeBits = (CKA)0x133;
    private const CKA SubprimeBits = (CKA)0x134;
    private const CKA AuthPinFlags = (CKA)0x201;
    private const CKA MechanismType = (CKA)0x500;
    private const CKA ProfileId = (CKA)0x601;

    public static bool Has(CKA type) => IsNumber(type) || type == CKA.ALLOWED_MECHANISMS;

    public static bool IsNumber(CKA type) => type
        is CKA.CLASS or CKA.CERTIFICATE_TYPE or CKA.CERTIFICATE_CATEGORY or CKA.KEY_TYPE or CKA.MODULUS_BITS or CKA.VALUE_BITS
        or CKA.VALUE_LEN or CKA.KEY_GEN_MECHANISM or CKA.HW_FEATURE_TYPE
        or CKA.JAVA_MIDP_SECURITY_DOMAIN or CKA.NAME_HASH_ALGORITHM or PrimeBits or SubprimeBits or AuthPinFlags or MechanismType
        or ProfileId
        || type == SimulatedCounters.Attributes.PinAttribute || type == SimulatedCounters.Attributes.FingerprintAttribute
        || type == SimulatedCounters.Attributes.OutcomeAttribute;

    /// <summary>Writes numbers in the width of C.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number does not fit.</exception>
    public static void Narrow(ReadOnlySpan<byte> wide, Span<byte> narrow, CkLayout layout)
    {
        for (int i = 0; i < wide.Length / sizeof(ulong); i++)
            layout.WriteULong(narrow, i * layout.ULongSize, BinaryPrimitives.ReadUInt64LittleEndian(wide[(i * sizeof(ulong))..]));
    }

    /// <summary>Reads numbers in the width of C.</summary>
    public static byte[] Widen(ReadOnlySpan<byte> narrow, CkLayout layout)
    {
        byte[] wide = new byte[narrow.Length / layout.ULongSize * sizeof(ulong)];
        for (int i = 0; i < wide.Length / sizeof(ulong); i++)
            BinaryPrimitives.WriteUInt64LittleEndian(wide.AsSpan(i * sizeof(ulong)), ReadNumber(narrow[(i * layout.ULongSize)..], layout));
        return wide;
    }

    /// <summary>Reads one number; CK_UNAVAILABLE_INFORMATION keeps its meaning in either width.</summary>
    public static ulong ReadNumber(ReadOnlySpan<byte> narrow, CkLayout layout) => layout.ReadOptionalULong(narrow, 0) ?? ulong.MaxValue;
}
