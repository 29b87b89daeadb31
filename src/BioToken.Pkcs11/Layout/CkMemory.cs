using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BioToken.Pkcs11.Records;
using BioToken.Pkcs11.Resources;

namespace BioToken.Pkcs11.Layout;

/// <summary>Reads and writes the scalars and texts of Cryptoki structures in memory of one layout.</summary>
internal static class CkMemory
{
    public static ulong ReadULong(this CkLayout layout, ReadOnlySpan<byte> memory, int offset) => layout.ULongSize == sizeof(uint)
        ? BinaryPrimitives.ReadUInt32LittleEndian(memory[offset..])
        : BinaryPrimitives.ReadUInt64LittleEndian(memory[offset..]);

    /// <summary>Reads a CK_ULONG that may be CK_UNAVAILABLE_INFORMATION, which becomes null.</summary>
    public static ulong? ReadOptionalULong(this CkLayout layout, ReadOnlySpan<byte> memory, int offset)
        => layout.ReadULong(memory, offset) is var value && value != layout.AllOnes ? value : null;

    /// <summary>Writes a CK_ULONG; CK_UNAVAILABLE_INFORMATION keeps its meaning in either width.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value does not fit the layout's CK_ULONG.</exception>
    public static void WriteULong(this CkLayout layout, Span<byte> memory, int offset, ulong value)
    {
        if (layout.ULongSize == sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(memory[offset..], value);
            return;
        }

        if (value > uint.MaxValue && value != ulong.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(value), value, Messages.Format("ULongTooLarge", uint.MaxValue));
        BinaryPrimitives.WriteUInt32LittleEndian(memory[offset..], (uint)value);
    }

    public static void WritePointer(this CkLayout layout, Span<byte> memory, int offset, nuint value)
    {
        if (layout.PointerSize == sizeof(uint))
            BinaryPrimitives.WriteUInt32LittleEndian(memory[offset..], checked((uint)value));
        else
            BinaryPrimitives.WriteUInt64LittleEndian(memory[offset..], value);
    }

    public static nuint ReadPointer(this CkLayout layout, ReadOnlySpan<byte> memory, int offset) => layout.PointerSize == sizeof(uint)
        ? BinaryPrimitives.ReadUInt32LittleEndian(memory[offset..])
        : checked((nuint)BinaryPrimitives.ReadUInt64LittleEndian(memory[offset..]));

    public static CryptokiVersion ReadVersion(ReadOnlySpan<byte> memory, int offset) => new(memory[offset], memory[offset + 1]);

    /// <summary>Reads text that is padded with blanks, by some modules with NULs: UTF-8, or else the Korean code page.</summary>
    public static string ReadText(ReadOnlySpan<byte> memory, int offset, int length)
    {
        ReadOnlySpan<byte> text = memory.Slice(offset, length).TrimEnd(" \0"u8);
        return CkText.Decode(text, mayBeCut: text.Length == length);
    }

    /// <summary>Spreads CK_ULONGs that a module packed at the start of an array of wider elements.</summary>
    public static void Widen<T>(this CkLayout layout, Span<T> elements)
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() == layout.ULongSize)
            return;
        Span<byte> memory = MemoryMarshal.AsBytes(elements);
        for (int i = elements.Length - 1; i >= 0; i--)
        {
            ulong value = BinaryPrimitives.ReadUInt32LittleEndian(memory[(i * sizeof(uint))..]);
            BinaryPrimitives.WriteUInt64LittleEndian(memory[(i * sizeof(ulong))..], value);
        }
    }
}
