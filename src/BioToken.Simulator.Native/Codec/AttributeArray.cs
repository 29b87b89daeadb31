using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;
using BioToken.Simulator.Cryptoki.Calls;

namespace BioToken.Simulator.Native.Codec;

/// <summary>A caller's array of CK_ATTRIBUTE that receives values (PKCS#11 v2.40 section 5.7, C_GetAttributeValue).</summary>
internal readonly unsafe ref struct AttributeArray
{
    /// <summary>More attributes than any object has, several times over.</summary>
    public const int MaxCount = 4096;

    private readonly CkStructures _structures;
    private readonly Span<byte> _memory;

    public AttributeArray(CkStructures structures, byte* attributes, int count)
    {
        _structures = structures;
        _memory = new Span<byte>(attributes, count * structures.Attribute.Size);
    }

    private CkLayout Layout => _structures.Layout;

    private int Count => _memory.Length / _structures.Attribute.Size;

    /// <summary>Makes a query for the same attributes.</summary>
    public AttributeQuery ToQuery()
    {
        var types = new (CKA Type, int Guess)[Count];
        for (int i = 0; i < types.Length; i++)
            types[i] = ((CKA)Layout.ReadULong(EntryAt(i), _structures.Attribute[0]), 0);
        return new AttributeQuery(types);
    }

    /// <summary>
    /// Fills in every value that was read and fits, and every length; an unavailable value has the length CK_UNAVAILABLE_INFORMATION.
    /// </summary>
    /// <param name="query">The values read.</param>
    /// <param name="rv">The return value of reading, which precedes CKR_BUFFER_TOO_SMALL.</param>
    /// <param name="lengthError">A fault's error of the lengths; values are truncated, or extended by zeros as far as they fit.</param>
    public CKR Fill(AttributeQuery query, CKR rv, int lengthError = 0)
    {
        for (int i = 0; i < Count; i++)
        {
            bool isWritten = query.IsAvailable(i) && TryWriteValue(EntryAt(i), query.TypeAt(i), query.ValueAt(i), lengthError);
            if (!isWritten)
                Layout.WriteULong(EntryAt(i), _structures.Attribute[2], ulong.MaxValue);
            if (!isWritten && query.IsAvailable(i) && rv == CKR.OK)
                rv = CKR.BUFFER_TOO_SMALL;
        }

        return rv;
    }

    private bool TryWriteValue(Span<byte> entry, CKA type, ReadOnlySpan<byte> value, int lengthError)
    {
        int narrowing = ScalarAttributes.Has(type) ? sizeof(ulong) / Layout.ULongSize : 1;
        int length = value.Length / narrowing;
        int reported = Lengths.Add(length, lengthError);
        byte* place = (byte*)Layout.ReadPointer(entry, _structures.Attribute[1]);
        if (place is not null)
        {
            ulong capacity = Layout.ReadULong(entry, _structures.Attribute[2]);
            if (capacity < (ulong)Math.Min(length, reported))
                return false;
            Span<byte> given = new(place, (int)Math.Min(capacity, (ulong)reported));
            WriteValue(value, length, given);
        }

        Layout.WriteULong(entry, _structures.Attribute[2], (ulong)reported);
        return true;
    }

    /// <summary>Writes a value as far as it fits, and zeros after it.</summary>
    /// <param name="value">The value as the module has it.</param>
    /// <param name="length">Its length in C, which is less for numbers of a narrow layout.</param>
    /// <param name="given">Where it goes.</param>
    private void WriteValue(ReadOnlySpan<byte> value, int length, Span<byte> given)
    {
        if (length < value.Length)
        {
            Span<byte> narrow = given.Length < length ? new byte[length] : given[..length];
            ScalarAttributes.Narrow(value, narrow, Layout);
            value = narrow;
        }

        int copied = Math.Min(length, given.Length);
        value[..copied].CopyTo(given);
        given[copied..].Clear();
    }

    private Span<byte> EntryAt(int index) => _memory.Slice(index * _structures.Attribute.Size, _structures.Attribute.Size);
}
