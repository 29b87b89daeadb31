namespace BioToken.Writing.Recovery;

/// <summary>What is done about a write that was interrupted.</summary>
internal enum SettlingStep
{
    /// <summary>What was written is removed.</summary>
    RollBack,

    /// <summary>
    /// What was written is complete, and nothing is left of what it replaced, if anything: its key proves it, and it stays. Nothing is
    /// removed.
    /// </summary>
    Prove,

    /// <summary>What is left of the old identity is erased.</summary>
    GoForward,

    /// <summary>The new identity is written again from its source, or proved where it is complete.</summary>
    CloseGap,

    /// <summary>The token is not as this write can have left it.</summary>
    Refuse,
}
