using BioToken.Npki;

namespace BioToken;

/// <content>Plans, and what stopped in between.</content>
internal sealed partial class Token
{
    public Task<WritePlan> PlanAsync(
        TokenIdentity? old, NpkiIdentity? identity, WriteOptions? options = null, CancellationToken cancellationToken = default)
        => throw new NotSupportedException();

    public Task<UnfinishedWrite?> GetUnfinishedAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<ResumeOutcome> ResumeAsync(
        UnfinishedWrite unfinished,
        NpkiIdentity? source = null,
        IProgress<WriteProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => throw new NotSupportedException();

    public Task AbandonAsync(UnfinishedWrite unfinished, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
