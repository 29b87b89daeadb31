namespace BioToken.Pkcs11.Loading;

internal readonly partial record struct ModuleHeader
{
    private const ushort ElfSharedObject = 3; // ET_DYN

    /// <summary>ELF: magic (4), class (1), byte order (1), ..., e_type at 16, e_machine at 18 (System V ABI, chapter 4).</summary>
    private static ModuleHeader? ParseElf(ReadOnlySpan<byte> start)
    {
        if (start.Length < 6 || start[4] is not (1 or 2) || start[5] is not (1 or 2))
            return null;
        bool bigEndian = start[5] == 2;
        if (!TryReadUInt16(start, 16, bigEndian, out ushort type) || type != ElfSharedObject)
            return null;
        if (!TryReadUInt16(start, 18, bigEndian, out ushort machine))
            return null;
        return new(ModuleFormat.Elf, (start[4], bigEndian, machine) switch
        {
            (1, false, 3) => ModuleMachine.X86,
            (2, false, 62) => ModuleMachine.X64,
            (1, false, 40) => ModuleMachine.Arm,
            (2, false, 183) => ModuleMachine.Arm64,
            _ => ModuleMachine.Other,
        });
    }
}
