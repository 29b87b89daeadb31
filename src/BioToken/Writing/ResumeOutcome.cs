namespace BioToken.Writing;

/// <summary>The result of resuming.</summary>
public enum ResumeOutcome
{
    /// <summary>The token holds what it held before, and nothing of the new identity.</summary>
    RolledBack,

    /// <summary>The write is complete: the new identity is on the token, the old one is erased.</summary>
    Completed,
}
