namespace BioToken.Simulator.Objects.Attributes;

/// <summary>Specifies the kind of an attribute's value.</summary>
internal enum AttributeKind
{
    /// <summary>Any bytes.</summary>
    Bytes,

    /// <summary>CK_BBOOL.</summary>
    Boolean,

    /// <summary>CK_ULONG.</summary>
    ULong,

    /// <summary>CK_DATE: 8 characters, or none.</summary>
    Date,

    /// <summary>An array of CK_ULONG.</summary>
    ULongs,
}
