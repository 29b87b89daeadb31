using BioToken.Cli.Output.Text;
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
    public static InterruptedWriteDetails Of(InterruptedWrite unfinished, bool sourceExists, string nextStep) => new(
        unfinished.TokenSerialNumber,
        unfinished.TokenLabel,
        JsonName.Of(unfinished.State),
        unfinished.State == InterruptedWriteState.Gap,
        unfinished.StartedAt,
        unfinished.NewSerialNumber,
        unfinished.OldSerialNumber,
        unfinished.SourceFolder,
        sourceExists,
        unfinished.BackupFolder,
        unfinished.JournalFile,
        nextStep);
}
