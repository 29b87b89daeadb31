using BioToken.Npki.Identities;
using BioToken.Sessions;
using BioToken.Writing.Journal;
using BioToken.Writing.Steps;

namespace BioToken.Writing.Recovery;

/// <summary>The recovery of an open token as its users see it; the calls run on the module's thread.</summary>
/// <param name="session">The session.</param>
/// <param name="journal">The journal.</param>
/// <param name="recovery">Does the work.</param>
/// <param name="authenticator">Knows who receives the prompts of calls without a listener of their own.</param>
internal sealed class WriteRecovery(
    TokenSession session, SessionJournal journal, TokenRecovery recovery, Authenticator authenticator) : IWriteRecovery
{
    public Task<InterruptedWrite?> GetInterruptedWriteAsync(CancellationToken cancellationToken = default)
    {
        session.ThrowIfUnusable();
        return session.RunAsync(journal.FindUnfinished, cancellationToken);
    }

    public Task<ResumePlan> PlanResumeAsync(InterruptedWrite interrupted, CancellationToken cancellationToken = default)
    {
        journal.ThrowIfOfOtherToken(interrupted);
        return session.RunAsync(() => recovery.Plan(interrupted), cancellationToken);
    }

    public Task<ResumeOutcome> ResumeAsync(
        InterruptedWrite interrupted,
        NpkiIdentity? source = null,
        IProgress<WriteProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        journal.ThrowIfOfOtherToken(interrupted);
        return session.RunAsync(
            () => recovery.Resume(interrupted, source, new WriteCall(progress, authenticator.Prompts, cancellationToken)),
            cancellationToken);
    }

    public Task AbandonAsync(InterruptedWrite interrupted, CancellationToken cancellationToken = default)
    {
        journal.ThrowIfOfOtherToken(interrupted);
        return session.RunAsync(() => recovery.Abandon(interrupted), cancellationToken);
    }
}
