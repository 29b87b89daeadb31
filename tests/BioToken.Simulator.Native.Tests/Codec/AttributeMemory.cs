using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;

namespace BioToken.Simulator.Native.Tests.Codec;

/// <summary>A CK_ATTRIBUTE array in a given layout, with pinned values.</summary>
internal sealed unsafe class AttributeMemory
{
    private readonly CkStructures _structures;
    private readonly byte[] _entries;
    private readonly byte[]?[] _values;

    public AttributeMemory(CkStructures structures, params (CKA Type, byte[]? Value)[] attributes)
    {
        _structures = structures;
        _entries = GC.AllocateArray<byte>(attributes.Length * structures.Attribute.Size, pinned: true);
        _values = [.. attributes.Select(attribute => attribute.Value is { } value ? Pinned(value) : null)];
        for (int i = 0; i < attributes.Length; i++)
        {
            structures.Layout.WriteULong(EntryAt(i), structures.Attribute[0], (ulong)attributes[i].Type);
            structures.Layout.WritePointer(EntryAt(i), structures.Attribute[1], AddressOf(_values[i]));
            structures.Layout.WriteULong(EntryAt(i), structures.Attribute[2], (ulong)(_values[i]?.Length ?? 0));
        }
    }

    public int Count => _values.Length;

    public byte* Address => (byte*)AddressOf(_entries);

    public byte[] ValueAt(int index) => _values[index]!;

    /// <summary>Returns the length in an entry; null for CK_UNAVAILABLE_INFORMATION.</summary>
    public ulong? LengthAt(int index) => _structures.Layout.ReadOptionalULong(EntryAt(index), _structures.Attribute[2]);

    public void SetLength(int index, ulong length) => _structures.Layout.WriteULong(EntryAt(index), _structures.Attribute[2], length);

    private static byte[] Pinned(byte[] value)
    {
        byte[] pinned = GC.AllocateArray<byte>(value.Length, pinned: true);
        value.CopyTo(pinned, 0);
        return pinned;
    }

    private static nuint AddressOf(byte[]? pinned)
    {
        fixed (byte* address = pinned)
            return (nuint)address;
    }

    private Span<byte> EntryAt(int index) => _entries.AsSpan(index * _structures.Attribute.Size, _structures.Attribute.Size);
}
