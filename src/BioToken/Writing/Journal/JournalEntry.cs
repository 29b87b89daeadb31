using BioToken.Writing.Plans;

namespace BioToken.Writing.Journal;

/// <summary>A journal as it was read.</summary>
/// <param name="Intent">The intended write.</param>
/// <param name="Steps">The records after it.</param>
/// <param name="Length">Where the next record begins; bytes after it are a torn record.</param>
internal sealed record JournalEntry(WriteIntent Intent, IReadOnlyList<JournalRecordKind> Steps, long Length)
{
    public bool IsCommitted => Steps is [JournalRecordKind.Commit, ..];

    /// <summary>Whether the write is over.</summary>
    public bool IsFinished => Steps is [.., not JournalRecordKind.Commit];

    /// <summary>Whether the token may hold neither the old identity nor the new one.</summary>
    public bool IsGap => this is { IsFinished: false, IsCommitted: false, Intent.Mode: WriteMode.EraseOldFirst };

    public InterruptedWriteState State => this switch
    {
        { IsGap: true } => InterruptedWriteState.Gap,
        { IsCommitted: true } or { Intent.New.Length: 0 } => InterruptedWriteState.AfterCommit,
        _ => InterruptedWriteState.BeforeCommit,
    };
}
