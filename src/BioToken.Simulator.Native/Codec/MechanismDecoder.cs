using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Native.Codec;

/// <summary>Reads a caller's CK_MECHANISM.</summary>
internal static unsafe class MechanismDecoder
{
    /// <summary>More bytes than any label has a use for.</summary>
    private const int MaxLabelLength = 64 * 1024;

    /// <summary>
    /// Reads a mechanism. A parameter is returned as its bytes and, if the mechanism has a structured one of that length, decoded.
    /// </summary>
    /// <returns><see cref="CKR.MECHANISM_PARAM_INVALID"/> if the parameter is not there or impossibly long.</returns>
    public static CKR DecodeMechanism(this CkStructures structures, byte* mechanism, out MechanismArgument argument)
    {
        CkLayout layout = structures.Layout;
        CkStructure at = structures.Mechanism;
        ReadOnlySpan<byte> memory = new(mechanism, at.Size);
        CKM type = (CKM)layout.ReadULong(memory, at[0]);
        byte* parameter = (byte*)layout.ReadPointer(memory, at[1]);
        ulong length = layout.ReadULong(memory, at[2]);
        argument = new MechanismArgument { Type = type };
        if (length > int.MaxValue || (parameter is null && length > 0))
            return CKR.MECHANISM_PARAM_INVALID;
        ReadOnlySpan<byte> bytes = new(parameter, (int)length);
        argument = new MechanismArgument
        {
            Type = type,
            Parameter = bytes,
            Pss = IsPss(type) ? structures.DecodePss(bytes) : null,
            Oaep = type == CKM.RSA_PKCS_OAEP ? structures.DecodeOaep(bytes) : null,
        };
        return CKR.OK;
    }

    private static bool IsPss(CKM type) => type is CKM.RSA_PKCS_PSS or CKM.SHA1_RSA_PKCS_PSS
        or CKM.SHA256_RSA_PKCS_PSS or CKM.SHA384_RSA_PKCS_PSS or CKM.SHA512_RSA_PKCS_PSS;

    private static PssParameters? DecodePss(this CkStructures structures, ReadOnlySpan<byte> parameter)
    {
        CkStructure at = structures.PssParameters;
        if (parameter.Length != at.Size)
            return null;
        ulong salt = structures.Layout.ReadULong(parameter, at[2]);
        return salt <= int.MaxValue
            ? new((CKM)structures.Layout.ReadULong(parameter, at[0]), (CKG)structures.Layout.ReadULong(parameter, at[1]), (int)salt)
            : null;
    }

    private static OaepArgument? DecodeOaep(this CkStructures structures, ReadOnlySpan<byte> parameter)
    {
        CkStructure at = structures.OaepParameters;
        CkLayout layout = structures.Layout;
        if (parameter.Length != at.Size)
            return null;
        byte* label = (byte*)layout.ReadPointer(parameter, at[3]);
        ulong length = layout.ReadULong(parameter, at[4]);
        if (length > MaxLabelLength || (label is null && length > 0))
            return null;
        return new(
            (CKM)layout.ReadULong(parameter, at[0]),
            (CKG)layout.ReadULong(parameter, at[1]),
            layout.ReadULong(parameter, at[2]),
            new ReadOnlySpan<byte>(label, (int)length).ToArray());
    }
}
