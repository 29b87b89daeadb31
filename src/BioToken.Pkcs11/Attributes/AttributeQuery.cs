using System.Buffers.Binary;
using System.Security.Cryptography;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Resources;

namespace BioToken.Pkcs11.Attributes;

/// <summary>
/// Attributes to read from objects, with a guess of each value's length. One query serves any number of objects, one after the other, and
/// allocates nothing after construction unless a value exceeds its guess. Disposal zeroes the values.
/// </summary>
public sealed class AttributeQuery : IDisposable
{
    /// <summary>Largest value that is accepted, in bytes. A module's lengths are never trusted beyond it.</summary>
    public const int MaxValueLength = 64 * 1024;

    /// <summary>Largest sum of values that is accepted, in bytes.</summary>
    public const int MaxTotalLength = 1024 * 1024;

    internal const int Unavailable = -1;

    private readonly CKA[] _types;
    private readonly int[] _offsets;
    private readonly int[] _capacities;
    private readonly int[] _lengths;
    private byte[] _values;

    /// <summary>Makes a query.</summary>
    /// <param name="attributes">Types and the bytes to reserve for each value at first.</param>
    /// <exception cref="ArgumentOutOfRangeException">A reserve is negative or above <see cref="MaxValueLength"/>.</exception>
    /// <exception cref="InvalidOperationException">All reserves together are above <see cref="MaxTotalLength"/>.</exception>
    public AttributeQuery(params ReadOnlySpan<(CKA Type, int Guess)> attributes)
    {
        _types = new CKA[attributes.Length];
        _offsets = new int[attributes.Length];
        _capacities = new int[attributes.Length];
        _lengths = new int[attributes.Length];
        for (int i = 0; i < attributes.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(attributes[i].Guess, nameof(attributes));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(attributes[i].Guess, MaxValueLength, nameof(attributes));
            _types[i] = attributes[i].Type;
            _capacities[i] = attributes[i].Guess;
        }

        if (TotalOf(_capacities) > MaxTotalLength)
            throw TooMuch();
        _values = LayOut();
        Clear();
    }

    /// <summary>Number of requested attributes.</summary>
    public int Count => _types.Length;

    internal ReadOnlySpan<int> Offsets => _offsets;

    internal ReadOnlySpan<int> Capacities => _capacities;

    internal byte[] Values => _values;

    /// <summary>The query in a module's layout, which the binding keeps here from one object to the next.</summary>
    internal NativeQuery? Native { get; set; }

    /// <summary>The type at an index.</summary>
    public CKA TypeAt(int index) => _types[index];

    /// <summary>
    /// The value at an index, valid until the next read; also empty if it is unavailable (see <see cref="IsAvailable(int)"/>).
    /// </summary>
    public ReadOnlySpan<byte> ValueAt(int index)
        => _lengths[index] <= 0 ? default : _values.AsSpan(_offsets[index], _lengths[index]);

    /// <summary>Whether the value at an index was readable.</summary>
    public bool IsAvailable(int index) => _lengths[index] != Unavailable;

    /// <summary>Reads a value of bytes.</summary>
    /// <returns>False if the object has no such attribute or does not reveal it.</returns>
    public bool TryGet(CKA type, out ReadOnlySpan<byte> value)
    {
        int index = Array.IndexOf(_types, type);
        bool available = index >= 0 && IsAvailable(index);
        value = available ? ValueAt(index) : default;
        return available;
    }

    /// <summary>Reads a CK_ULONG of either width.</summary>
    /// <returns>Null if it is missing, not of a CK_ULONG's length, or CK_UNAVAILABLE_INFORMATION.</returns>
    public ulong? GetULong(CKA type)
    {
        if (!TryGet(type, out ReadOnlySpan<byte> value))
            return null;
        return value.Length switch
        {
            sizeof(uint) when BinaryPrimitives.ReadUInt32LittleEndian(value) is var narrow and not uint.MaxValue => narrow,
            sizeof(ulong) when BinaryPrimitives.ReadUInt64LittleEndian(value) is var wide and not ulong.MaxValue => wide,
            _ => null,
        };
    }

    /// <summary>Reads a CK_BBOOL.</summary>
    /// <returns>
    /// Null if it is missing or not one byte long. A missing attribute mostly means false, but that is the caller's rule.
    /// </returns>
    public bool? GetBoolean(CKA type) => TryGet(type, out ReadOnlySpan<byte> value) && value.Length == 1 ? value[0] != 0 : null;

    /// <summary>Reads a copy of a value of bytes; null if it is missing.</summary>
    public byte[]? GetBytes(CKA type) => TryGet(type, out ReadOnlySpan<byte> value) ? value.ToArray() : null;

    /// <summary>Marks every value as unavailable; a module calls it before it fills in an object.</summary>
    public void Clear() => _lengths.AsSpan().Fill(Unavailable);

    /// <summary>Stores a value; a module calls it for each attribute that it reveals.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is longer than <see cref="MaxValueLength"/>.</exception>
    /// <exception cref="InvalidOperationException">All values together would be longer than <see cref="MaxTotalLength"/>.</exception>
    public void Set(int index, ReadOnlySpan<byte> value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, MaxValueLength, nameof(value));
        if (!TryEnsureCapacity(index, value.Length))
            throw TooMuch();
        value.CopyTo(_values.AsSpan(_offsets[index]));
        _lengths[index] = value.Length;
    }

    /// <summary>Zeroes the values.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_values);
        Clear();
    }

    /// <summary>Zeroes one value, which is unavailable then.</summary>
    internal void Zero(int index)
    {
        CryptographicOperations.ZeroMemory(_values.AsSpan(_offsets[index], _capacities[index]));
        _lengths[index] = Unavailable;
    }

    internal void SetLength(int index, int length) => _lengths[index] = length;

    /// <summary>Enlarges the buffer for a value; values already read stay.</summary>
    /// <returns>False, without a change, if it would exceed a limit.</returns>
    internal bool TryEnsureCapacity(int index, int length)
    {
        if (length <= _capacities[index])
            return true;
        if (length > MaxValueLength || TotalOf(_capacities) - Aligned(_capacities[index]) + Aligned(length) > MaxTotalLength)
            return false;
        byte[] old = _values;
        int[] oldOffsets = [.. _offsets];
        _capacities[index] = length;
        _values = LayOut();
        for (int i = 0; i < _lengths.Length; i++)
        {
            if (_lengths[i] > 0)
                old.AsSpan(oldOffsets[i], _lengths[i]).CopyTo(_values.AsSpan(_offsets[i]));
        }

        CryptographicOperations.ZeroMemory(old);
        return true;
    }

    // CK_ULONG values are read in place by some modules: keep each value aligned to 8 bytes.
    private static int Aligned(int capacity) => (capacity + 7) & ~7;

    private static long TotalOf(ReadOnlySpan<int> capacities)
    {
        long total = 0;
        foreach (int capacity in capacities)
            total += Aligned(capacity);
        return total;
    }

    private static InvalidOperationException TooMuch()
        => new(Messages.Format("AttributesTooLarge", MaxTotalLength));

    private byte[] LayOut()
    {
        int total = 0;
        for (int i = 0; i < _types.Length; i++)
        {
            _offsets[i] = total;
            total += Aligned(_capacities[i]);
        }

        return GC.AllocateArray<byte>(total, pinned: true);
    }
}
