using System.Buffers.Binary;

namespace BioToken.Pkcs11.Tests;

/// <summary>First bytes of library files, as their formats define them.</summary>
internal static class Headers
{
    public static byte[] Elf(byte elfClass, ushort machine)
    {
        byte[] header = new byte[64];
        "\u007fELF"u8.CopyTo(header);
        header[4] = elfClass;
        header[5] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(16), 3);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(18), machine);
        return header;
    }

    public static byte[] PortableExecutable(ushort machine, ushort characteristics = 0x2022)
    {
        byte[] header = new byte[512];
        "MZ"u8.CopyTo(header);
        header[60] = 0x80;
        "PE\0\0"u8.CopyTo(header.AsSpan(0x80));
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(0x84), machine);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(0x96), characteristics);
        return header;
    }

    public static byte[] MachO(uint processor)
    {
        byte[] header = new byte[32];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xFEEDFACF);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), processor);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(12), 6);
        return header;
    }

    public static byte[] Universal(params uint[] processors)
    {
        byte[] header = new byte[8 + 20 * processors.Length];
        BinaryPrimitives.WriteUInt32BigEndian(header, 0xCAFEBABE);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), (uint)processors.Length);
        for (int i = 0; i < processors.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(8 + 20 * i), processors[i]);
        return header;
    }
}
