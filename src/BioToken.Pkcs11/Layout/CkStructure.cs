namespace BioToken.Pkcs11.Layout;

/// <summary>Offsets of a structure's fields, in the order of the specification, and its size, in one layout.</summary>
internal sealed class CkStructure
{
    private readonly int[] _offsets;

    public CkStructure(CkLayout layout, params ReadOnlySpan<CkField> fields)
    {
        _offsets = new int[fields.Length];
        int end = 0;
        int widest = 1;
        for (int i = 0; i < fields.Length; i++)
        {
            int alignment = fields[i].AlignmentIn(layout);
            _offsets[i] = RoundUp(end, alignment);
            end = _offsets[i] + fields[i].SizeIn(layout);
            widest = Math.Max(widest, alignment);
        }

        Size = RoundUp(end, widest);
    }

    public int Size { get; }

    public int this[int field] => _offsets[field];

    private static int RoundUp(int offset, int alignment) => (offset + alignment - 1) / alignment * alignment;
}
