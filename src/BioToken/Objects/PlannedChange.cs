namespace BioToken;

/// <summary>What becomes of an object.</summary>
public enum PlannedChange
{
    /// <summary>It is not touched.</summary>
    Stays,

    /// <summary>It is erased.</summary>
    Erased,

    /// <summary>It is written.</summary>
    Written,
}
