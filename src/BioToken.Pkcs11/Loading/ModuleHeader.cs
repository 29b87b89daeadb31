using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace BioToken.Pkcs11.Loading;

/// <summary>The header of a library file. Reading it never exceeds the given bytes, whatever they are.</summary>
/// <param name="Format">The kind of file.</param>
/// <param name="Machine">The processor; of a file for several, the running process's if it is among them.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly partial record struct ModuleHeader(ModuleFormat Format, ModuleMachine Machine)
{
    /// <summary>Bytes from the start of a file that are enough for every header.</summary>
    public const int Length = 4096;

    /// <summary>The format that this system loads.</summary>
    public static ModuleFormat SystemFormat
        => OperatingSystem.IsWindows() ? ModuleFormat.PortableExecutable
        : OperatingSystem.IsMacOS() ? ModuleFormat.MachO
        : ModuleFormat.Elf;

    /// <summary>The processor that this process's libraries are made for.</summary>
    public static ModuleMachine ProcessMachine => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X86 => ModuleMachine.X86,
        Architecture.X64 => ModuleMachine.X64,
        Architecture.Arm => ModuleMachine.Arm,
        Architecture.Arm64 => ModuleMachine.Arm64,
        _ => ModuleMachine.Other,
    };

    /// <summary>Reads a header.</summary>
    /// <param name="start">The file's first <see cref="Length"/> bytes, or all of a shorter file.</param>
    /// <returns>Null if this is not a loadable library: another kind of file, a program, an object file.</returns>
    public static ModuleHeader? Parse(ReadOnlySpan<byte> start)
        => start.StartsWith("\u007fELF"u8) ? ParseElf(start)
        : start.StartsWith("MZ"u8) ? ParsePortableExecutable(start)
        : ParseMachO(start);

    private static bool TryReadUInt16(ReadOnlySpan<byte> start, uint offset, bool bigEndian, out ushort value)
    {
        value = 0;
        if (offset > start.Length - sizeof(ushort))
            return false;
        ReadOnlySpan<byte> place = start[(int)offset..];
        value = bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(place) : BinaryPrimitives.ReadUInt16LittleEndian(place);
        return true;
    }

    private static bool TryReadUInt32(ReadOnlySpan<byte> start, uint offset, bool bigEndian, out uint value)
    {
        value = 0;
        if (offset > start.Length - sizeof(uint))
            return false;
        ReadOnlySpan<byte> place = start[(int)offset..];
        value = bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(place) : BinaryPrimitives.ReadUInt32LittleEndian(place);
        return true;
    }
}
