using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Layout;

namespace BioToken.Pkcs11.Native;

/// <summary>
/// Encodes an <see cref="AttributeTemplate"/> as an array of CK_ATTRIBUTE. Values stay in the template's pinned buffer; CK_ULONGs are
/// copied, narrowed and aligned, behind the array.
/// </summary>
internal static unsafe class TemplateEncoder
{
    /// <summary>Eight-byte words of scratch memory that a template needs.</summary>
    public static int WordsFor(CkStructures structures, AttributeTemplate template)
        => FirstCell(structures, template) / sizeof(ulong) + template.Count;

    /// <summary>Writes the array and the CK_ULONGs behind it.</summary>
    /// <param name="structures">The module's layout.</param>
    /// <param name="template">The template; it must stay alive as long as the module reads the result.</param>
    /// <param name="memory">Scratch memory that does not move.</param>
    /// <param name="address">Its address.</param>
    /// <exception cref="ArgumentOutOfRangeException">A CK_ULONG does not fit the layout.</exception>
    public static void Encode(CkStructures structures, AttributeTemplate template, Span<byte> memory, nuint address)
    {
        CkLayout layout = structures.Layout;
        CkStructure at = structures.Attribute;
        int cell = FirstCell(structures, template);
        for (int i = 0; i < template.Count; i++, cell += sizeof(ulong))
        {
            TemplateAttribute attribute = template[i];
            Span<byte> entry = memory.Slice(i * at.Size, at.Size);
            // The template's buffer is pinned, so the address of a value in it holds.
            nuint value = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(attribute.Value));
            int length = attribute.Value.Length;
            if (attribute.IsULong)
            {
                layout.WriteULong(memory, cell, BinaryPrimitives.ReadUInt64LittleEndian(attribute.Value));
                value = address + (nuint)cell;
                length = layout.ULongSize;
            }

            layout.WriteULong(entry, at[0], (ulong)attribute.Type);
            layout.WritePointer(entry, at[1], value);
            layout.WriteULong(entry, at[2], (ulong)length);
        }
    }

    private static int FirstCell(CkStructures structures, AttributeTemplate template)
        => (checked(template.Count * structures.Attribute.Size) + 7) & ~7;
}
