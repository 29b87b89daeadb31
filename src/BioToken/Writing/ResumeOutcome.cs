namespace BioToken.Writing;

/// <summary>The result of resuming.</summary>
public enum ResumeOutcome
{
    /// <summary>The token holds what it held before, and nothing of the new identity.</summary>
    RolledBack,

    /// <summary>What had been begun is done: the new identity is there, the old one gone.</summary>
    Completed,
}
