namespace BioToken.Pkcs11.Layout;

/// <summary>A kind of field in a Cryptoki structure: a scalar, or bytes without alignment.</summary>
internal readonly record struct CkField
{
    private readonly Kind _kind;
    private readonly int _length;

    private CkField(Kind kind, int length = 0)
    {
        _kind = kind;
        _length = length;
    }

    private enum Kind
    {
        Bytes,
        ULong,
        Pointer,
    }

    public static CkField ULong => new(Kind.ULong);

    public static CkField Pointer => new(Kind.Pointer);

    /// <summary>CK_VERSION: two bytes.</summary>
    public static CkField Version => Bytes(2);

    public static CkField Bytes(int length) => new(Kind.Bytes, length);

    public int SizeIn(CkLayout layout) => _kind switch
    {
        Kind.ULong => layout.ULongSize,
        Kind.Pointer => layout.PointerSize,
        _ => _length,
    };

    public int AlignmentIn(CkLayout layout) => _kind == Kind.Bytes ? 1 : Math.Min(SizeIn(layout), layout.Packing);
}
