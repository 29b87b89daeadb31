namespace BioToken.Simulator.Objects.Attributes;

/// <summary>How an attribute of an existing object may change.</summary>
internal enum AttributeChange
{
    /// <summary>Not at all.</summary>
    Never,

    /// <summary>While the object is copied.</summary>
    OnCopy,

    /// <summary>At any time.</summary>
    Always,

    /// <summary>From false to true.</summary>
    OnlyToTrue,

    /// <summary>From true to false.</summary>
    OnlyToFalse,
}
