namespace BioToken.Writing.Plans;

/// <summary>Specifies the change of an object.</summary>
public enum PlannedChange
{
    /// <summary>It stays unchanged.</summary>
    Keep,

    /// <summary>It is erased.</summary>
    Erase,

    /// <summary>It is written.</summary>
    Write,
}
