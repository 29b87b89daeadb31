using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using BioToken.Pkcs11.Constants;

namespace BioToken.Pkcs11.Attributes;

/// <summary>
/// Attributes to create an object with, or to search for. Values are in one pinned buffer that is zeroed when the template is disposed or
/// grows, since they may be a private key.
/// </summary>
public sealed class AttributeTemplate : IDisposable
{
    private readonly List<(CKA Type, int Offset, int Length, bool IsULong)> _attributes;
    private byte[] _values;
    private int _used;
    private bool _disposed;

    /// <summary>Makes an empty template, which in a search matches every object.</summary>
    /// <param name="capacity">Initial capacity for values, in bytes.</param>
    public AttributeTemplate(int capacity = 256)
    {
        _attributes = new(8);
        _values = GC.AllocateArray<byte>(capacity, pinned: true);
    }

    /// <summary>Number of attributes.</summary>
    public int Count => _attributes.Count;

    /// <summary>Total length of all values in bytes.</summary>
    public int ValueLength => _used;

    /// <summary>The attribute at an index.</summary>
    public TemplateAttribute this[int index]
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            (CKA type, int offset, int length, bool isULong) = _attributes[index];
            return new(type, _values.AsSpan(offset, length), isULong);
        }
    }

    /// <summary>Adds an attribute of bytes.</summary>
    public AttributeTemplate Add(CKA type, ReadOnlySpan<byte> value)
    {
        value.CopyTo(Reserve(type, value.Length, isULong: false));
        return this;
    }

    /// <summary>Adds an attribute of bytes.</summary>
    public AttributeTemplate Add(CKA type, byte[] value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Add(type, value.AsSpan());
    }

    /// <summary>Adds a CK_BBOOL attribute.</summary>
    public AttributeTemplate Add(CKA type, bool value)
    {
        Reserve(type, 1, isULong: false)[0] = value ? (byte)1 : (byte)0;
        return this;
    }

    /// <summary>Adds a CK_ULONG attribute.</summary>
    public AttributeTemplate Add(CKA type, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Reserve(type, sizeof(ulong), isULong: true), value);
        return this;
    }

    /// <summary>Adds an object's class.</summary>
    public AttributeTemplate Add(CKO value) => Add(CKA.CLASS, (ulong)value);

    /// <summary>Adds a UTF-8 text attribute (RFC 2279, without a terminator).</summary>
    public AttributeTemplate Add(CKA type, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Encoding.UTF8.GetBytes(value, Reserve(type, Encoding.UTF8.GetByteCount(value), isULong: false));
        return this;
    }

    /// <summary>Finds an attribute's value.</summary>
    /// <returns>False if the template has no such attribute.</returns>
    public bool TryGet(CKA type, out TemplateAttribute attribute)
    {
        for (int i = 0; i < _attributes.Count; i++)
        {
            if (_attributes[i].Type == type)
            {
                attribute = this[i];
                return true;
            }
        }

        attribute = default;
        return false;
    }

    /// <summary>Zeroes the values.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_values);
        _disposed = true;
    }

    private Span<byte> Reserve(CKA type, int length, bool isULong)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_values.Length - _used < length)
            Grow(length);
        _attributes.Add((type, _used, length, isULong));
        Span<byte> place = _values.AsSpan(_used, length);
        _used += length;
        return place;
    }

    private void Grow(int length)
    {
        byte[] larger = GC.AllocateArray<byte>(Math.Max(_values.Length * 2, checked(_used + length)), pinned: true);
        _values.AsSpan(0, _used).CopyTo(larger);
        CryptographicOperations.ZeroMemory(_values);
        _values = larger;
    }
}
