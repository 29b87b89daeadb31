namespace BioToken.Simulator.Objects.Attributes;

/// <summary>Specifies how C_CreateObject treats an attribute (PKCS#11 v2.40 section 4.1.1).</summary>
internal enum AttributeUse
{
    /// <summary>The template must specify a non-empty value.</summary>
    Required,

    /// <summary>The template may specify it.</summary>
    Optional,

    /// <summary>The template may specify it; an object without it has the default, which takes no space.</summary>
    Unstored,

    /// <summary>The template may specify it; the token's own value is used.</summary>
    Forced,

    /// <summary>Only the token sets it.</summary>
    ReadOnly,
}
