using System.Buffers.Binary;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Errors;

namespace BioToken.Simulator.Objects.Attributes;

/// <summary>
/// The attributes of an object, immutable. A CK_ULONG is stored as 8 bytes, little-endian. Values are in pinned arrays, since they may be
/// secret.
/// </summary>
internal sealed class AttributeSet
{
    private const int EntryHeader = 8;

    private readonly (CKA Type, byte[] Value)[] _attributes;

    public AttributeSet(IEnumerable<KeyValuePair<CKA, byte[]>> attributes)
        => _attributes = [.. attributes.Select(pair => (pair.Key, pair.Value))];

    /// <summary>Size of the object on the token in bytes.</summary>
    public int Size => _attributes.Sum(a => EntryHeader + a.Value.Length);

    /// <summary>Whether an attribute occurs twice.</summary>
    public bool HasDuplicates => _attributes.DistinctBy(a => a.Type).Count() != _attributes.Length;

    public byte[]? Find(CKA type)
    {
        foreach ((CKA candidate, byte[] value) in _attributes)
        {
            if (candidate == type)
                return value;
        }

        return null;
    }

    public ReadOnlySpan<byte> GetBytes(CKA type) => Find(type);

    public bool GetBoolean(CKA type) => Find(type) is [not 0];

    public ulong? GetULong(CKA type)
        => Find(type) is { Length: sizeof(ulong) } value ? BinaryPrimitives.ReadUInt64LittleEndian(value) : null;

    /// <summary>The same attributes with other values for some.</summary>
    public AttributeSet With(IReadOnlyDictionary<CKA, byte[]> changes) => new(
    [
        .. _attributes.Select(a => KeyValuePair.Create(a.Type, changes.GetValueOrDefault(a.Type) ?? a.Value)),
        .. changes.Where(change => Find(change.Key) is null),
    ]);

    /// <summary>Copies bytes to a pinned array.</summary>
    public static byte[] Pin(ReadOnlySpan<byte> value)
    {
        byte[] pinned = GC.AllocateUninitializedArray<byte>(value.Length, pinned: true);
        value.CopyTo(pinned);
        return pinned;
    }

    public static byte[] FromULong(ulong value)
    {
        byte[] bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes;
    }

    /// <summary>Writes entries of type (4 bytes), length (4 bytes), value; little-endian. The caller zeroes the result.</summary>
    public byte[] Encode()
    {
        byte[] encoded = GC.AllocateUninitializedArray<byte>(Size, pinned: true);
        Span<byte> rest = encoded;
        foreach ((CKA type, byte[] value) in _attributes)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(rest, (uint)type);
            BinaryPrimitives.WriteInt32LittleEndian(rest[4..], value.Length);
            value.CopyTo(rest[EntryHeader..]);
            rest = rest[(EntryHeader + value.Length)..];
        }

        return encoded;
    }

    /// <exception cref="SimulatorStoreException">These are no attributes.</exception>
    public static AttributeSet Decode(ReadOnlySpan<byte> encoded, string path)
    {
        List<KeyValuePair<CKA, byte[]>> attributes = [];
        while (encoded.Length > 0)
        {
            if (encoded.Length < EntryHeader)
                throw SimulatorStoreException.Damaged(path);
            CKA type = (CKA)BinaryPrimitives.ReadUInt32LittleEndian(encoded);
            int length = BinaryPrimitives.ReadInt32LittleEndian(encoded[4..]);
            encoded = encoded[EntryHeader..];
            if (length < 0 || length > encoded.Length)
                throw SimulatorStoreException.Damaged(path);
            attributes.Add(new(type, Pin(encoded[..length])));
            encoded = encoded[length..];
        }

        return new AttributeSet(attributes);
    }
}
