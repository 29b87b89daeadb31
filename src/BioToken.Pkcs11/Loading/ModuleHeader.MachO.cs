namespace BioToken.Pkcs11.Loading;

internal readonly partial record struct ModuleHeader
{
    private const uint Universal = 0xCAFEBABE; // FAT_MAGIC, big-endian
    private const uint MaxArchitectures = 16; // a Java class file begins alike, with a larger number here
    private const uint ArchitectureSize = 20;

    /// <summary>
    /// Mach-O: magic (4), processor (4), ..., file type at 12; a universal file has a big-endian list of processors instead.
    /// </summary>
    private static ModuleHeader? ParseMachO(ReadOnlySpan<byte> start)
    {
        if (TryReadUInt32(start, 0, bigEndian: true, out uint magic) && magic == Universal)
            return ParseUniversal(start);
        if (!TryReadUInt32(start, 0, bigEndian: false, out magic) || magic is not (0xFEEDFACE or 0xFEEDFACF))
            return null;
        if (!TryReadUInt32(start, 4, bigEndian: false, out uint processor))
            return null;
        if (!TryReadUInt32(start, 12, bigEndian: false, out uint type) || type is not (6 or 8)) // MH_DYLIB, MH_BUNDLE
            return null;
        return new(ModuleFormat.MachO, MachineOf(processor));
    }

    private static ModuleHeader? ParseUniversal(ReadOnlySpan<byte> start)
    {
        if (!TryReadUInt32(start, 4, bigEndian: true, out uint count) || count is 0 or > MaxArchitectures)
            return null;
        ModuleMachine first = ModuleMachine.Other;
        for (uint i = 0; i < count; i++)
        {
            if (!TryReadUInt32(start, 8 + i * ArchitectureSize, bigEndian: true, out uint processor))
                return null;
            ModuleMachine machine = MachineOf(processor);
            if (machine == ProcessMachine)
                return new(ModuleFormat.MachO, machine);
            if (i == 0)
                first = machine;
        }

        return new(ModuleFormat.MachO, first);
    }

    private static ModuleMachine MachineOf(uint processor) => processor switch
    {
        0x7 => ModuleMachine.X86,
        0x1000007 => ModuleMachine.X64,
        0xC => ModuleMachine.Arm,
        0x100000C => ModuleMachine.Arm64,
        _ => ModuleMachine.Other,
    };
}
