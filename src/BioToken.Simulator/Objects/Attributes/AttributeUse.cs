namespace BioToken.Simulator.Objects.Attributes;

/// <summary>What C_CreateObject does with an attribute (PKCS#11 v2.40 section 4.1.1).</summary>
internal enum AttributeUse
{
    /// <summary>The template must give it, and not as nothing.</summary>
    Required,

    /// <summary>The template may give it.</summary>
    Optional,

    /// <summary>The template may give it; an object that was made without it has the default, which takes no room.</summary>
    Unstored,

    /// <summary>The template may give it, and the token's own value stands all the same.</summary>
    Forced,

    /// <summary>Only the token gives it.</summary>
    ReadOnly,
}
