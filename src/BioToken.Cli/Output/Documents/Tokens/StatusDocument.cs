using BioToken.Tokens;

namespace BioToken.Cli.Output.Documents.Tokens;

/// <summary>Whether a write was interrupted on a token. Without that, all members but the first three and the last are null.</summary>
/// <param name="Token">The connected token.</param>
/// <param name="State">The state of the interrupted write; <c>clean</c> if there is none.</param>
/// <param name="IsGap">Whether the token may hold neither the old certificate nor the new one.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="NewSerialNumber">The certificate to write; null if none.</param>
/// <param name="OldSerialNumber">The certificate to erase; null if none.</param>
/// <param name="SourceFolder">The new certificate's folder; null if there is none.</param>
/// <param name="SourceExists">Whether it is still there.</param>
/// <param name="BackupFolder">Copies of the certificates that were on the token.</param>
/// <param name="JournalFile">The journal.</param>
/// <param name="Erases">
/// Serial numbers of the complete certificates that resuming would erase, as far as that shows without a login.
/// </param>
/// <param name="NextStep">The command line to type.</param>
/// <param name="Others">Interrupted writes of other tokens.</param>
internal sealed record StatusDocument(
    TokenName Token,
    string State,
    bool IsGap,
    DateTimeOffset? StartedAt,
    string? NewSerialNumber,
    string? OldSerialNumber,
    string? SourceFolder,
    bool? SourceExists,
    string? BackupFolder,
    string? JournalFile,
    IReadOnlyList<string> Erases,
    string? NextStep,
    IReadOnlyList<InterruptedWriteDetails> Others)
{
    public static StatusDocument Of(
        BioTokenInfo token,
        InterruptedWriteDetails? unfinished,
        IEnumerable<string>? erases,
        IReadOnlyList<InterruptedWriteDetails> others) => new(
        TokenName.Of(token),
        unfinished?.State ?? "clean",
        unfinished?.IsGap ?? false,
        unfinished?.StartedAt,
        unfinished?.NewSerialNumber,
        unfinished?.OldSerialNumber,
        unfinished?.SourceFolder,
        unfinished?.SourceExists,
        unfinished?.BackupFolder,
        unfinished?.JournalFile,
        [.. erases ?? []],
        unfinished?.NextStep,
        others);
}
