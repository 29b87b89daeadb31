namespace BioToken.Writing.Plans;

/// <summary>What becomes of an object.</summary>
public enum PlannedChange
{
    /// <summary>It is not touched.</summary>
    Keep,

    /// <summary>It is erased.</summary>
    Erase,

    /// <summary>It is written.</summary>
    Write,
}
