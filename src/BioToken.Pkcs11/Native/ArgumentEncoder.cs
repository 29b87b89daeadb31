using BioToken.Pkcs11.Layout;

namespace BioToken.Pkcs11.Native;

/// <summary>Encodes the fixed structures that are passed to a module.</summary>
internal static class ArgumentEncoder
{
    private const ulong OsLockingOk = 0x2; // CKF_OS_LOCKING_OK
    private const ulong DataSpecified = 0x1; // CKZ_DATA_SPECIFIED

    /// <summary>CK_C_INITIALIZE_ARGS without callbacks: the module locks with the system's own means.</summary>
    public static void EncodeInitializeArguments(this CkStructures structures, Span<byte> memory)
    {
        memory.Clear();
        structures.Layout.WriteULong(memory, structures.InitializeArguments[4], OsLockingOk);
    }

    /// <summary>Bytes for a mechanism with the largest parameter behind it.</summary>
    public static int MechanismSize(this CkStructures structures) 
        => ParameterOffset(structures) + Math.Max(structures.PssParameters.Size, structures.OaepParameters.Size);

    /// <summary>CK_MECHANISM, and behind it the parameter that it points to.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The salt's length is negative.</exception>
    public static void EncodeMechanism(this CkStructures structures, Mechanism mechanism, Span<byte> memory, nuint address)
    {
        CkLayout layout = structures.Layout;
        CkStructure at = structures.Mechanism;
        memory.Clear();
        layout.WriteULong(memory, at[0], (ulong)mechanism.Type);
        int offset = ParameterOffset(structures);
        Span<byte> parameter = memory[offset..];
        int length = mechanism switch
        {
            { Pss: { } pss } => EncodePss(structures, pss, parameter),
            { Oaep: { } oaep } => EncodeOaep(structures, oaep, parameter),
            _ => 0,
        };
        if (length == 0)
            return;
        layout.WritePointer(memory, at[1], address + (nuint)offset);
        layout.WriteULong(memory, at[2], (ulong)length);
    }

    private static int EncodePss(CkStructures structures, PssParameters pss, Span<byte> parameter)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pss.SaltLength, nameof(pss));
        CkStructure at = structures.PssParameters;
        structures.Layout.WriteULong(parameter, at[0], (ulong)pss.Hash);
        structures.Layout.WriteULong(parameter, at[1], (ulong)pss.MaskGeneration);
        structures.Layout.WriteULong(parameter, at[2], (ulong)pss.SaltLength);
        return at.Size;
    }

    // The label's pointer and length stay zero: none.
    private static int EncodeOaep(CkStructures structures, OaepParameters oaep, Span<byte> parameter)
    {
        CkStructure at = structures.OaepParameters;
        structures.Layout.WriteULong(parameter, at[0], (ulong)oaep.Hash);
        structures.Layout.WriteULong(parameter, at[1], (ulong)oaep.MaskGeneration);
        structures.Layout.WriteULong(parameter, at[2], DataSpecified);
        return at.Size;
    }

    private static int ParameterOffset(CkStructures structures) => (structures.Mechanism.Size + 7) & ~7;
}
