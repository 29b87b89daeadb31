namespace BioToken.Tokens;

/// <summary>What happened to a token.</summary>
public enum BioTokenChangeKind
{
    /// <summary>It was plugged in.</summary>
    Inserted,

    /// <summary>It was pulled out.</summary>
    Removed,
}
