namespace BioToken.Writing;

/// <summary>Specifies the state of an interrupted write.</summary>
public enum InterruptedWriteState
{
    /// <summary>Before the new identity was verified: resuming removes what was written of it. What was there before is complete.</summary>
    BeforeCommit,

    /// <summary>After the new identity was verified, or in an erasure: resuming erases what is left of the old one.</summary>
    AfterCommit,

    /// <summary>
    /// The old identity was to be erased first: the token may hold neither the old nor the new one. Resuming writes the new one from its
    /// source. Until then nothing else is done on the token.
    /// </summary>
    Gap,
}
