namespace BioToken.Writing.Recovery;

/// <summary>How an interrupted write is settled.</summary>
internal enum SettlingStep
{
    /// <summary>The new objects are removed.</summary>
    RollBack,

    /// <summary>
    /// The new identity is complete, and nothing is left of the identity that it replaced, if any: its key is verified, and it stays.
    /// Nothing is removed.
    /// </summary>
    Verify,

    /// <summary>What is left of the old identity is erased.</summary>
    GoForward,

    /// <summary>The new identity is written again from its source, or verified if it is complete.</summary>
    CloseGap,

    /// <summary>This write cannot have left the token in this state.</summary>
    Refuse,
}
