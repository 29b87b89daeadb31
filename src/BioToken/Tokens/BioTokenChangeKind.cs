namespace BioToken.Tokens;

/// <summary>Specifies what happened to a token.</summary>
public enum BioTokenChangeKind
{
    /// <summary>It was connected.</summary>
    Inserted,

    /// <summary>It was removed.</summary>
    Removed,
}
