namespace BioToken.Writing;

/// <summary>What a token holds after an interrupted write.</summary>
public enum TokenContents
{
    /// <summary>Exactly what it held before.</summary>
    Unchanged,

    /// <summary>What it held before, complete, and some of the new objects that could not be removed again.</summary>
    OldAndPartOfNew,

    /// <summary>The old identity and the new one, both complete.</summary>
    OldAndNew,

    /// <summary>
    /// Everything that was to be written, and nothing of what was to be erased; but another object has changed meanwhile.
    /// </summary>
    AsPlanned,

    /// <summary>The new identity complete, and some of the old objects.</summary>
    NewAndPartOfOld,

    /// <summary>Some of the objects that were to be erased; nothing was to be written.</summary>
    PartOfOld,

    /// <summary>
    /// Neither the old identity nor the new one is complete, in a replacement that erases first. Resume it: the source of the new one is
    /// untouched.
    /// </summary>
    Gap,

    /// <summary>It could not be read any more, for instance because the token was pulled out.</summary>
    Unknown,

    /// <summary>
    /// The new identity, which is not verified: the old one was erased first, in whole or in part, and verifying the new one failed or was
    /// not recorded. Resume it: that verifies the new one again, or writes it again from its source, which is untouched.
    /// </summary>
    NewUnverified,

    /// <summary>
    /// What it held before, whole, and an object that may be one of the new ones: the token gave it no CKA_ID and shows too little of it to
    /// tell, so that it was left. Look at the token with the manufacturer's program, then abandon the write
    /// (<see cref="IWriteRecovery.AbandonAsync"/>).
    /// </summary>
    OldAndUnidentified,
}
