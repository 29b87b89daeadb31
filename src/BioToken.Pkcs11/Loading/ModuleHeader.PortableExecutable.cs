namespace BioToken.Pkcs11.Loading;

internal readonly partial record struct ModuleHeader
{
    private const ushort DynamicLibrary = 0x2000; // IMAGE_FILE_DLL

    /// <summary>PE: offset of the signature at 60; behind it machine at 4, characteristics at 22 (PE format, COFF header).</summary>
    private static ModuleHeader? ParsePortableExecutable(ReadOnlySpan<byte> start)
    {
        if (!TryReadUInt32(start, 60, bigEndian: false, out uint signature) || signature > Length)
            return null;
        if (!TryReadUInt32(start, signature, bigEndian: false, out uint magic) || magic != 0x4550) // "PE\0\0"
            return null;
        if (!TryReadUInt16(start, signature + 4, bigEndian: false, out ushort machine))
            return null;
        if (!TryReadUInt16(start, signature + 22, bigEndian: false, out ushort characteristics) || (characteristics & DynamicLibrary) == 0)
            return null;
        return new(ModuleFormat.PortableExecutable, machine switch
        {
            0x014C => ModuleMachine.X86,
            0x8664 => ModuleMachine.X64,
            0x01C0 or 0x01C4 => ModuleMachine.Arm,
            0xAA64 => ModuleMachine.Arm64,
            _ => ModuleMachine.Other,
        });
    }
}
