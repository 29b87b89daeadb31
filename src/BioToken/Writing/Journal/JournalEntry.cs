using BioToken.Writing.Plans;

namespace BioToken.Writing.Journal;

/// <summary>A journal as it was read.</summary>
/// <param name="Intent">What was to be done.</param>
/// <param name="Steps">The records after it.</param>
/// <param name="Length">Where the next record begins; what stands there was torn.</param>
internal sealed record JournalEntry(WriteIntent Intent, IReadOnlyList<JournalRecordKind> Steps, long Length)
{
    public bool IsCommitted => Steps is [JournalRecordKind.Commit, ..];

    /// <summary>Whether there is nothing left to do.</summary>
    public bool IsFinished => Steps is [.., not JournalRecordKind.Commit];

    /// <summary>Whether there may be neither the old identity nor the new one on the token.</summary>
    public bool IsGap => this is { IsFinished: false, IsCommitted: false, Intent.Mode: WriteMode.EraseOldFirst };

    public InterruptedWriteState State => this switch
    {
        { IsGap: true } => InterruptedWriteState.Gap,
        { IsCommitted: true } or { Intent.New.Length: 0 } => InterruptedWriteState.AfterCommit,
        _ => InterruptedWriteState.BeforeCommit,
    };
}
