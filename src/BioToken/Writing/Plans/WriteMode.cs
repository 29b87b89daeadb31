namespace BioToken.Writing.Plans;

/// <summary>Specifies the order of a replacement.</summary>
public enum WriteMode
{
    /// <summary>The new identity is written and verified beside the old one, which is erased only then. Needs space for both.</summary>
    WriteNewFirst,

    /// <summary>
    /// The old identity is erased first. Until the new one is written there is none on the token: a gap that cannot be undone, since an
    /// erased key cannot be restored, and that <see cref="IWriteRecovery.ResumeAsync"/> closes from the source of the new identity.
    /// </summary>
    EraseOldFirst,
}
