namespace BioToken.Writing.Journal;

/// <summary>The kinds of a journal's records; their values are part of the file format.</summary>
internal enum JournalRecordKind : byte
{
    /// <summary>The intended write: <see cref="WriteIntent"/> as JSON. Always the first record.</summary>
    Intent = 1,

    /// <summary>The new identity is on the token and verified: the only commit point.</summary>
    Commit = 2,

    /// <summary>The write is complete.</summary>
    Completed = 3,

    /// <summary>The write was rolled back.</summary>
    RolledBack = 4,

    /// <summary>A person abandoned the write.</summary>
    Abandoned = 5,
}
