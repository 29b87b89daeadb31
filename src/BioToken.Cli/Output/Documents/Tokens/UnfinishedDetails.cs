namespace BioToken.Cli;

/// <summary>An interrupted write of a token; the members are those of <see cref="StatusDocument"/>.</summary>
internal sealed record UnfinishedDetails(
    string TokenSerialNumber,
    string TokenLabel,
    string State,
    bool IsGap,
    DateTimeOffset StartedAt,
    string? NewSerialNumber,
    string? OldSerialNumber,
    string? SourceFolder,
    bool SourceExists,
    string BackupFolder,
    string JournalFile,
    string NextStep)
{
    public static UnfinishedDetails Of(UnfinishedWrite unfinished, string nextStep) => new(
        unfinished.TokenSerialNumber,
        unfinished.TokenLabel,
        JsonOutput.NameOf(unfinished.State),
        unfinished.State == UnfinishedState.Gap,
        unfinished.StartedAt,
        unfinished.NewSerialNumber,
        unfinished.OldSerialNumber,
        unfinished.SourceFolder,
        Cli.SourceFolder.IsThere(unfinished),
        unfinished.BackupFolder,
        unfinished.JournalFile,
        nextStep);
}
