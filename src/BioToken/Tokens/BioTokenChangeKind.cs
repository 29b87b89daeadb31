namespace BioToken;

/// <summary>What happened to a token.</summary>
public enum BioTokenChangeKind
{
    /// <summary>It was plugged in.</summary>
    Arrived,

    /// <summary>It was pulled out.</summary>
    Removed,
}
