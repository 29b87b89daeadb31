namespace BioToken.Pkcs11;

/// <summary>Encodes the fixed structures that are passed to a module.</summary>
internal static class ArgumentEncoder
{
    private const ulong OsLockingOk = 0x2; // CKF_OS_LOCKING_OK

    /// <summary>CK_C_INITIALIZE_ARGS without callbacks: the module locks with the system's own means.</summary>
    public static void EncodeInitializeArguments(this CkStructures structures, Span<byte> memory)
    {
        memory.Clear();
        structures.Layout.WriteULong(memory, structures.InitializeArguments[4], OsLockingOk);
    }

    /// <summary>Bytes for a mechanism with the largest parameter behind it.</summary>
    public static int MechanismSize(this CkStructures structures) => ParameterOffset(structures) + structures.PssParameters.Size;

    /// <summary>CK_MECHANISM, and behind it the parameter that it points to.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The salt's length is negative.</exception>
    public static void EncodeMechanism(this CkStructures structures, Mechanism mechanism, Span<byte> memory, nuint address)
    {
        CkLayout layout = structures.Layout;
        CkStructure at = structures.Mechanism;
        memory.Clear();
        layout.WriteULong(memory, at[0], (ulong)mechanism.Type);
        if (mechanism.Pss is not { } pss)
            return;

        ArgumentOutOfRangeException.ThrowIfNegative(pss.SaltLength, nameof(mechanism));
        int offset = ParameterOffset(structures);
        layout.WritePointer(memory, at[1], address + (nuint)offset);
        layout.WriteULong(memory, at[2], (ulong)structures.PssParameters.Size);
        Span<byte> parameter = memory[offset..];
        layout.WriteULong(parameter, structures.PssParameters[0], (ulong)pss.Hash);
        layout.WriteULong(parameter, structures.PssParameters[1], (ulong)pss.MaskGeneration);
        layout.WriteULong(parameter, structures.PssParameters[2], (ulong)pss.SaltLength);
    }

    private static int ParameterOffset(CkStructures structures) => (structures.Mechanism.Size + 7) & ~7;
}
