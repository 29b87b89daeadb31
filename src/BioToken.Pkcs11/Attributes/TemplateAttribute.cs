using BioToken.Pkcs11.Constants;

namespace BioToken.Pkcs11.Attributes;

/// <summary>One attribute of an <see cref="AttributeTemplate"/>.</summary>
public readonly ref struct TemplateAttribute
{
    internal TemplateAttribute(CKA type, ReadOnlySpan<byte> value, bool isULong)
    {
        Type = type;
        Value = value;
        IsULong = isULong;
    }

    /// <summary>The attribute's type.</summary>
    public CKA Type { get; }

    /// <summary>Its value; a CK_ULONG is stored as 8 bytes, little-endian, whatever its width in the module.</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary>True for a CK_ULONG, which a binding narrows to the module's width.</summary>
    public bool IsULong { get; }
}
