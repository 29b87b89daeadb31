namespace BioToken.Writing.Journal;

/// <summary>The records of a journal; the values stand in its files.</summary>
internal enum JournalRecordKind : byte
{
    /// <summary>What is to be done: <see cref="WriteIntent"/> as JSON. Always the first.</summary>
    Intent = 1,

    /// <summary>The new identity is on the token and proved: the one commit point.</summary>
    Commit = 2,

    /// <summary>All is done that was to be done.</summary>
    Completed = 3,

    /// <summary>The token is as it was before.</summary>
    RolledBack = 4,

    /// <summary>A person gave it up.</summary>
    Abandoned = 5,
}
