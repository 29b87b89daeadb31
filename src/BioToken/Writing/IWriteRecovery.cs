using BioToken.Npki.Identities;

namespace BioToken.Writing;

/// <summary>
/// The interrupted write, replacement or erasure of an open token (<see cref="IBioToken.Recovery"/>): it is found in the journal of this
/// computer, and resumed or abandoned. Methods may be called from any thread.
/// </summary>
public interface IWriteRecovery
{
    /// <summary>
    /// Checks the journal for an interrupted write, replacement or erasure of this token. If several tokens have this one's manufacturer,
    /// model and serial number, the certificates on it decide whether that is its own; otherwise it does not contact the token.
    /// </summary>
    /// <returns>Null if there is none.</returns>
    /// <exception cref="Errors.BioTokenException">The journal is damaged (<see cref="Errors.BioTokenError.JournalUnusable"/>).</exception>
    Task<InterruptedWrite?> GetInterruptedWriteAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Reports what <see cref="ResumeAsync"/> would do without a source, and changes nothing: above all, which complete identities it would
    /// erase.
    /// </summary>
    /// <param name="interrupted">From <see cref="GetInterruptedWriteAsync"/>.</param>
    /// <param name="cancellationToken">Honored before the first call.</param>
    /// <exception cref="Errors.BioTokenException">It is another token, it was removed, or the module or the journal failed.</exception>
    Task<ResumePlan> PlanResumeAsync(InterruptedWrite interrupted, CancellationToken cancellationToken = default);

    /// <summary>
    /// Finishes an interrupted write: before the commit point the new objects are removed, after it the old identity is erased, and a gap
    /// is closed by writing the new identity. The token's contents decide. May be repeated until it succeeds. A complete new identity that
    /// replaced nothing still on the token is verified and stays. The next write, replacement or erasure also recovers by itself, unless
    /// there is a gap or a complete identity would be erased: then it throws <see cref="Errors.BioTokenError.ResumeRequired"/>.
    /// </summary>
    /// <param name="interrupted">From <see cref="GetInterruptedWriteAsync"/>.</param>
    /// <param name="source">
    /// The new identity, to close a gap: opened from <see cref="InterruptedWrite.SourceFolder"/> or from another copy. Null where there is
    /// no gap.
    /// </param>
    /// <param name="progress">Receives a report at each stage.</param>
    /// <param name="cancellationToken">Honored before the first change.</param>
    /// <exception cref="Errors.CertificateRejectedException">
    /// The source is another certificate (<see cref="Errors.CertificateRejection.SourceMismatch"/>).
    /// </exception>
    /// <exception cref="CertificateWriteException">It was interrupted again; resume once more.</exception>
    /// <exception cref="InvalidOperationException">PIN or finger is missing.</exception>
    /// <exception cref="Errors.BioTokenException">
    /// It is another token (<see cref="Errors.BioTokenError.TokenNotPresent"/>), another program has changed it
    /// (<see cref="Errors.BioTokenError.TokenChanged"/>), a gap needs its source (<see cref="Errors.BioTokenError.GapOpen"/>), the token
    /// was removed, or the module failed.
    /// </exception>
    Task<ResumeOutcome> ResumeAsync(
        InterruptedWrite interrupted,
        NpkiIdentity? source = null,
        IProgress<WriteProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Abandons an interrupted write, for a source that is lost or a token that another program has changed: the token is not changed,
    /// complete or not, and the journal is closed. The identities on the token are what <see cref="IBioToken.GetIdentitiesAsync"/> shows.
    /// </summary>
    /// <param name="interrupted">From <see cref="GetInterruptedWriteAsync"/>.</param>
    /// <param name="cancellationToken">Honored before anything is done.</param>
    /// <exception cref="Errors.BioTokenException">It is another token, or the journal cannot be written.</exception>
    Task AbandonAsync(InterruptedWrite interrupted, CancellationToken cancellationToken = default);
}
