namespace BioToken.Writing;

/// <summary>What a token holds after an interrupted write.</summary>
public enum TokenContents
{
    /// <summary>The token could not be read, for instance because it was removed.</summary>
    Unknown,

    /// <summary>Exactly the objects that it held before.</summary>
    Unchanged,

    /// <summary>All the objects that it held before, and some new ones that could not be removed.</summary>
    OldAndPartOfNew,

    /// <summary>The old identity and the new one, both complete.</summary>
    OldAndNew,

    /// <summary>All new objects and none of the old ones, but another object has changed meanwhile.</summary>
    AsPlanned,

    /// <summary>The new identity complete, and some of the old objects.</summary>
    NewAndPartOfOld,

    /// <summary>Some of the objects to erase; there was nothing to write.</summary>
    PartOfOld,

    /// <summary>
    /// Neither the old identity nor the new one is complete, in a replacement that erases first. Resume it: the source of the new one is
    /// untouched.
    /// </summary>
    Gap,

    /// <summary>
    /// The new identity, which is not verified: the old one was erased first, in whole or in part, and verifying the new one failed or was
    /// not recorded. Resume it: that verifies the new one again, or writes it again from its source, which is untouched.
    /// </summary>
    NewUnverified,

    /// <summary>
    /// All the objects that it held before, and one that may be new: the token gave it no CKA_ID and shows too little of it to identify it,
    /// so that it was left. Look at the token with the manufacturer's program, then abandon the write
    /// (<see cref="IWriteRecovery.AbandonAsync"/>).
    /// </summary>
    OldAndUnidentified,
}
