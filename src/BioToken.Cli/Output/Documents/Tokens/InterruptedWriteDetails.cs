using BioToken.Writing;

namespace BioToken.Cli.Output.Documents.Tokens;

/// <summary>An interrupted write of a token; the members are those of <see cref="StatusDocument"/>.</summary>
internal sealed record InterruptedWriteDetails(
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
    public static InterruptedWriteDetails Of(InterruptedWrite unfinished, string nextStep) => new(
        unfinished.TokenSerialNumber,
        unfinished.TokenLabel,
        JsonOutput.NameOf(unfinished.State),
        unfinished.State == InterruptedWriteState.Gap,
        unfinished.StartedAt,
        unfinished.NewSerialNumber,
        unfinished.OldSerialNumber,
        unfinished.SourceFolder,
        Cli.Tokens.SourceFolder.IsThere(unfinished),
        unfinished.BackupFolder,
        unfinished.JournalFile,
        nextStep);
}
