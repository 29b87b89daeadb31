using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Layout;

namespace BioToken.Pkcs11.Attributes;

/// <summary>
/// A query's CK_ATTRIBUTE array in one layout, built once and kept with the query. It also remembers which values are still to be fetched.
/// </summary>
/// <remarks>Only the query's own offsets and capacities decide what is read; the module's entries in the array are not trusted.</remarks>
internal sealed unsafe class NativeQuery
{
    private const int Unknown = -1;

    private readonly AttributeQuery _query;
    private readonly CkStructures _structures;
    private readonly byte[] _whole; // as it is before a call
    private readonly byte[] _template; // what the module sees; pinned
    private readonly int[] _pending;
    private readonly int[] _needed;
    private int _pendingCount;
    private byte[]? _pointsInto;

    public NativeQuery(AttributeQuery query, CkStructures structures)
    {
        _query = query;
        _structures = structures;
        _whole = new byte[query.Count * structures.Attribute.Size];
        _template = GC.AllocateArray<byte>(Math.Max(_whole.Length, 1), pinned: true);
        _pending = new int[query.Count];
        _needed = new int[query.Count];
        fixed (byte* pinned = _template)
            Template = pinned;
    }

    public CkLayout Layout => _structures.Layout;

    /// <summary>The array, valid as long as this object lives.</summary>
    public void* Template { get; }

    public bool HasPending => _pendingCount > 0;

    /// <summary>Requests every value, into the query's buffer.</summary>
    /// <returns>Number of attributes in the array.</returns>
    public int PrepareAll()
    {
        if (!ReferenceEquals(_pointsInto, _query.Values))
        {
            for (int i = 0; i < _query.Count; i++)
                Write(_whole, i, i, _query.Capacities[i]);
            _pointsInto = _query.Values;
        }

        _whole.CopyTo(_template.AsSpan());
        _pendingCount = 0;
        return _query.Count;
    }

    /// <summary>Takes the returned values, and records those that need more space.</summary>
    public void ReadAll(CKR result)
    {
        for (int i = 0; i < _query.Count; i++)
        {
            ulong length = LengthAt(i);
            if (length != Layout.AllOnes)
                ReadValue(i, length);
        }

        if (result == CKR.OK)
            return;
        ulong? objectClass = _query.GetULong(CKA.CLASS);
        for (int i = 0; i < _query.Count; i++)
        {
            bool hadRoom = _query.Capacities[i] > 0;
            if (hadRoom && LengthAt(i) == Layout.AllOnes && MayBeTooSmall(result, objectClass, _query.TypeAt(i)))
                Wait(i, Unknown);
        }
    }

    /// <summary>Requests the unknown lengths of pending values.</summary>
    /// <returns>Number of attributes in the array; 0 if there is nothing to ask.</returns>
    public int PrepareLengths()
    {
        int count = 0;
        for (int p = 0; p < _pendingCount; p++)
        {
            if (_needed[p] == Unknown)
                Write(_template, count++, _pending[p], 0);
        }

        return count;
    }

    /// <summary>Takes the lengths; values that the module does not reveal are no longer pending.</summary>
    public void ReadLengths()
    {
        int waiting = _pendingCount;
        int asked = 0;
        _pendingCount = 0;
        for (int p = 0; p < waiting; p++)
        {
            if (_needed[p] != Unknown)
                Wait(_pending[p], _needed[p]);
            else if (LengthAt(asked++) is var length && length != Layout.AllOnes)
                Wait(_pending[p], Bounded(length));
        }
    }

    /// <summary>Enlarges the query's buffer for pending values.</summary>
    /// <returns>False if they are larger than a query may be.</returns>
    public bool MakeRoom()
    {
        for (int p = 0; p < _pendingCount; p++)
        {
            if (!_query.TryEnsureCapacity(_pending[p], _needed[p]))
                return false;
        }

        return true;
    }

    /// <summary>Asks for the values of those that wait.</summary>
    /// <returns>Number of attributes in the array.</returns>
    public int PrepareValues()
    {
        for (int p = 0; p < _pendingCount; p++)
            Write(_template, p, _pending[p], _query.Capacities[_pending[p]]);
        return _pendingCount;
    }

    /// <summary>Takes the returned values; one that grew meanwhile stays pending.</summary>
    public void ReadValues(CKR result)
    {
        int asked = _pendingCount;
        _pendingCount = 0;
        for (int p = 0; p < asked; p++)
        {
            ulong length = LengthAt(p);
            if (length != Layout.AllOnes)
                ReadValue(_pending[p], length);
            else if (result == CKR.BUFFER_TOO_SMALL)
                Wait(_pending[p], Unknown);
        }
    }

    /// <summary>
    /// Whether an attribute without a value may only have lacked space. Modules report one of several problems, and some report "no such
    /// attribute" before "too small" (SoftHSM2 does): then attributes count that every object of the class has.
    /// </summary>
    private static bool MayBeTooSmall(CKR result, ulong? objectClass, CKA type)
        => result == CKR.BUFFER_TOO_SMALL || (objectClass is { } known && ReadableAttributes.Has((CKO)known, type));

    private static int Bounded(ulong length) => length > AttributeQuery.MaxValueLength ? int.MaxValue : (int)length;

    private void ReadValue(int attribute, ulong length)
    {
        if (length <= (ulong)_query.Capacities[attribute])
            _query.SetLength(attribute, (int)length);
        else
            Wait(attribute, Bounded(length));
    }

    private void Wait(int attribute, int needed)
    {
        _pending[_pendingCount] = attribute;
        _needed[_pendingCount++] = needed;
    }

    private ulong LengthAt(int entry)
        => Layout.ReadULong(_template, entry * _structures.Attribute.Size + _structures.Attribute[2]);

    /// <summary>Writes an entry. Without space the pointer is NULL, which requests the length.</summary>
    private void Write(byte[] array, int entry, int attribute, int capacity)
    {
        CkStructure at = _structures.Attribute;
        Span<byte> place = array.AsSpan(entry * at.Size, at.Size);
        nuint address = 0;
        if (capacity > 0)
        {
            fixed (byte* value = &_query.Values[_query.Offsets[attribute]]) // pinned for good
                address = (nuint)value;
        }

        Layout.WriteULong(place, at[0], (ulong)_query.TypeAt(attribute));
        Layout.WritePointer(place, at[1], address);
        Layout.WriteULong(place, at[2], (ulong)capacity);
    }
}
