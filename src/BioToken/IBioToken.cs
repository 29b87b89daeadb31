using BioToken.Authentication;
using BioToken.Identities;
using BioToken.Npki.Identities;
using BioToken.Objects;
using BioToken.Signing;
using BioToken.Tokens;
using BioToken.Writing;
using BioToken.Writing.Plans;

namespace BioToken;

/// <summary>
/// A fingerprint security token (지문보안토큰) that is open: PIN login, fingerprint match, erase and write of certificates, signing.
/// Disposing it logs out and closes it, and ends calls that wait for a finger or for their turn with an <see cref="ObjectDisposedException"/>
/// (see <see cref="IBioTokenProvider"/>).
/// </summary>
/// <remarks>
/// All calls of one module run on one thread of its own, one after the other; a method may be called from any thread. A step in the wrong
/// order throws <see cref="InvalidOperationException"/> that names the missing step. Removal of the token ends this object: every
/// later call throws <see cref="Errors.BioTokenException"/> with <see cref="Errors.BioTokenError.TokenRemoved"/>, and the token has to be opened again.
/// If another part of the program stops the module, the same holds with <see cref="Errors.BioTokenError.ModuleStopped"/>, and listing the tokens starts it again.
/// PKCS#11 knows one login per process and token: a server opens and logs in once and shares the open token; its calls queue up.
/// Progress is reported on the module's thread: a progress handler must not block on another call to the same token.
/// </remarks>
public interface IBioToken : IAsyncDisposable, IDisposable
{
    /// <summary>What the token is and which steps it asks for.</summary>
    BioTokenInfo Info { get; }

    /// <summary>How far authentication has come.</summary>
    BioTokenState State { get; }

    /// <summary>
    /// Sends the PIN to the token, once. The PIN is neither kept nor sent again. Tokens that ask for the finger inside the PIN login
    /// return when it matched.
    /// </summary>
    /// <param name="pin">What a person typed; dispose it afterwards.</param>
    /// <param name="progress">Receives the prompts for the person, where the token asks for the finger within the login.</param>
    /// <param name="cancellationToken">
    /// Before the call reaches the token, nothing has happened. Afterwards the caller is released at once, and a login that still succeeds is
    /// undone by a logout.
    /// </param>
    /// <exception cref="Errors.TokenAuthenticationException">Wrong or locked PIN, final try not allowed, wrong length, finger not matched.</exception>
    /// <exception cref="InvalidOperationException">Logged in already, or the token wants the finger first.</exception>
    /// <exception cref="Errors.BioTokenException">
    /// Another part of the program is logged in (<see cref="Errors.BioTokenError.LoggedInElsewhere"/>), the token was removed, or the module failed.
    /// </exception>
    Task LoginAsync(Pin pin, IProgress<FingerprintPrompt>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits for a finger on the token's sensor, at most for <see cref="BioTokenOptions.FingerprintTimeout"/>. One call is one finger.
    /// Where the token asks within the PIN login, or for each signature, this returns at once.
    /// </summary>
    /// <param name="progress">
    /// Receives the prompts for the person, also those of later calls that are given no progress of their own. A finger is asked for in one place only.
    /// </param>
    /// <param name="cancellationToken">Releases the caller at once; a match that succeeds later is undone by a logout.</param>
    /// <exception cref="Errors.TokenAuthenticationException">Mismatch, blocked, time-out, or cancelled on the device.</exception>
    /// <exception cref="InvalidOperationException">The token wants the PIN first.</exception>
    /// <exception cref="Errors.BioTokenException">The token was removed, or the module failed.</exception>
    Task MatchFingerprintAsync(IProgress<FingerprintPrompt>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads the identities on the token: certificates with what belongs to them. Without a login, private keys and R stay invisible on most
    /// tokens and <see cref="TokenIdentity.HasPrivateKey"/> is false.
    /// </summary>
    /// <exception cref="Errors.BioTokenException">The token was removed, or the module failed.</exception>
    Task<IReadOnlyList<TokenIdentity>> GetIdentitiesAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists objects on the token that cannot be read or understood, each with the reason: an odd one hides no other, and <see cref="GetIdentitiesAsync"/> leaves
    /// it out.
    /// </summary>
    /// <exception cref="Errors.BioTokenException">The token was removed, or the module failed.</exception>
    Task<IReadOnlyList<UnreadableObject>> GetUnreadableObjectsAsync(CancellationToken cancellationToken = default)
        => Task.FromResult<IReadOnlyList<UnreadableObject>>([]);

    /// <summary>
    /// Erases exactly the objects of one identity: certificates, keys and R of its key pairs. Nothing else is touched. A key on a token
    /// cannot be copied back: there is no undo.
    /// </summary>
    /// <exception cref="InvalidOperationException">PIN or finger is missing, or the identity was read before a reconnect.</exception>
    /// <exception cref="CertificateWriteException">It was interrupted; the exception tells what is on the token now.</exception>
    /// <exception cref="Errors.BioTokenException">The token was removed, or the module failed.</exception>
    Task EraseAsync(TokenIdentity identity, IProgress<WriteProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes an identity beside those that are there, reads it back, and verifies each private key by an operation of it on the token; how is reported
    /// by <see cref="WriteProgress.Verified"/>. If that fails, what was written is removed again.
    /// </summary>
    /// <returns>The identity as it is on the token.</returns>
    /// <exception cref="Errors.CertificateRejectedException">The identity may not be written (see <see cref="Errors.CertificateRejection"/>); nothing was changed.</exception>
    /// <exception cref="CertificateWriteException">It was interrupted, for instance because the token is full.</exception>
    /// <exception cref="InvalidOperationException">PIN or finger is missing.</exception>
    /// <exception cref="Errors.BioTokenException">The token was removed, or the module failed.</exception>
    Task<TokenIdentity> WriteAsync(
        NpkiIdentity identity, WriteOptions? options = null, IProgress<WriteProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Replaces an identity: everything that can be checked is checked, the new one is written and verified, and only then the old one is erased.
    /// </summary>
    /// <param name="old">The identity to erase, from <see cref="GetIdentitiesAsync"/>.</param>
    /// <param name="identity">The identity to write.</param>
    /// <param name="options">What to allow; null for the defaults.</param>
    /// <param name="progress">
    /// Receives a report at each stage, and the prompts for the person. If it throws before the first erasure, the replacement is rolled back; from then on, what it
    /// throws is ignored, as in a gap.
    /// </param>
    /// <param name="cancellationToken">Honored until the first object of the old identity is erased, ignored afterwards.</param>
    /// <returns>The new identity as it is on the token.</returns>
    /// <exception cref="Errors.CertificateRejectedException">The new identity may not be written; nothing was changed.</exception>
    /// <exception cref="CertificateWriteException">It was interrupted; the exception tells the stage and what is on the token now.</exception>
    /// <exception cref="InvalidOperationException">PIN or finger is missing, or <paramref name="old"/> was read before a reconnect.</exception>
    /// <exception cref="Errors.BioTokenException">The token was removed, or the module failed.</exception>
    Task<TokenIdentity> ReplaceAsync(
        TokenIdentity old,
        NpkiIdentity identity,
        WriteOptions? options = null,
        IProgress<WriteProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Reports what <see cref="WriteAsync"/> would do, and changes nothing. If it is logged in and the token does not report free memory, space is probed with
    /// objects that are removed again. A certificate that may not be written makes a plan all the same, which says why
    /// (<see cref="WritePlan.Rejections"/>).
    /// </summary>
    /// <param name="identity">The identity to write.</param>
    /// <param name="options">What to allow; null for the defaults.</param>
    /// <param name="cancellationToken">Honored before the first call.</param>
    /// <exception cref="Errors.BioTokenException">A gap is open, the token was removed, or the module failed.</exception>
    Task<WritePlan> PlanWriteAsync(NpkiIdentity identity, WriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Reports what <see cref="ReplaceAsync"/> would do, as <see cref="PlanWriteAsync"/> does.</summary>
    /// <param name="old">The identity to erase, from <see cref="GetIdentitiesAsync"/>.</param>
    /// <param name="identity">The identity to write.</param>
    /// <param name="options">What to allow; null for the defaults.</param>
    /// <param name="cancellationToken">Honored before the first call.</param>
    /// <exception cref="Errors.CertificateRejectedException">The old identity has changed (<see cref="Errors.CertificateRejection.OldIdentityChanged"/>).</exception>
    /// <exception cref="Errors.BioTokenException">A gap is open, the token was removed, or the module failed.</exception>
    Task<WritePlan> PlanReplaceAsync(
        TokenIdentity old, NpkiIdentity identity, WriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Reports what <see cref="EraseAsync"/> would do, and changes nothing.</summary>
    /// <param name="identity">The identity to erase, from <see cref="GetIdentitiesAsync"/>.</param>
    /// <param name="cancellationToken">Honored before the first call.</param>
    /// <exception cref="Errors.CertificateRejectedException">The identity has changed (<see cref="Errors.CertificateRejection.OldIdentityChanged"/>).</exception>
    /// <exception cref="Errors.BioTokenException">A gap is open, the token was removed, or the module failed.</exception>
    Task<WritePlan> PlanEraseAsync(TokenIdentity identity, CancellationToken cancellationToken = default);

    /// <summary>
    /// Checks the journal for an interrupted write, replacement or erasure of this token. If several tokens have this one's manufacturer, model and serial
    /// number, the certificates on it decide whether that is its own; otherwise it does not contact the token.
    /// </summary>
    /// <returns>Null if there is none.</returns>
    /// <exception cref="Errors.BioTokenException">The journal is damaged (<see cref="Errors.BioTokenError.JournalUnusable"/>).</exception>
    Task<InterruptedWrite?> GetInterruptedWriteAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Reports what <see cref="ResumeAsync"/> would do without a source, and changes nothing: above all, which complete identities it would erase.
    /// </summary>
    /// <param name="interrupted">From <see cref="GetInterruptedWriteAsync"/>.</param>
    /// <param name="cancellationToken">Honored before the first call.</param>
    /// <exception cref="Errors.BioTokenException">It is another token, it was removed, or the module or the journal failed.</exception>
    Task<ResumePlan> PlanResumeAsync(InterruptedWrite interrupted, CancellationToken cancellationToken = default);

    /// <summary>
    /// Finishes an interrupted write: before the commit point what was written is removed again, after it the old identity is
    /// erased, and a gap is closed by writing the new identity. What the token shows decides. May be repeated until it succeeds. A complete new
    /// identity that replaced nothing still on the token is verified and stays. The next write, replacement or erasure also recovers by itself, unless there is a
    /// gap or a complete identity would be erased: then it throws <see cref="Errors.BioTokenError.ResumeRequired"/>.
    /// </summary>
    /// <param name="interrupted">From <see cref="GetInterruptedWriteAsync"/>.</param>
    /// <param name="source">
    /// The new identity, to close a gap: opened from <see cref="InterruptedWrite.SourceFolder"/> or from another copy. Null where there is no gap.
    /// </param>
    /// <param name="progress">Receives a report at each stage.</param>
    /// <param name="cancellationToken">Honored before the first change.</param>
    /// <exception cref="Errors.CertificateRejectedException">The source is another certificate (<see cref="Errors.CertificateRejection.SourceMismatch"/>).</exception>
    /// <exception cref="CertificateWriteException">It stopped again; resume once more.</exception>
    /// <exception cref="InvalidOperationException">PIN or finger is missing.</exception>
    /// <exception cref="Errors.BioTokenException">
    /// It is another token (<see cref="Errors.BioTokenError.TokenNotPresent"/>), another program has changed it (<see cref="Errors.BioTokenError.TokenChanged"/>), a gap
    /// needs its source (<see cref="Errors.BioTokenError.GapOpen"/>), the token was removed, or the module failed.
    /// </exception>
    Task<ResumeOutcome> ResumeAsync(
        InterruptedWrite interrupted,
        NpkiIdentity? source = null,
        IProgress<WriteProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Abandons an interrupted write, for a source that is lost or a token that another program has changed: nothing on the token is touched,
    /// whole or not, and the journal is closed. The identities on the token are what <see cref="GetIdentitiesAsync"/> shows.
    /// </summary>
    /// <param name="interrupted">From <see cref="GetInterruptedWriteAsync"/>.</param>
    /// <param name="cancellationToken">Honored before anything is done.</param>
    /// <exception cref="Errors.BioTokenException">It is another token, or the journal cannot be written.</exception>
    Task AbandonAsync(InterruptedWrite interrupted, CancellationToken cancellationToken = default);

    /// <summary>Signs data with the token's only signing key, or with the key of one identity.</summary>
    /// <param name="data">What to sign; it is hashed on this computer.</param>
    /// <param name="options">Key, digest and padding; null for the only signing key, SHA-256 and PKCS #1 v1.5.</param>
    /// <param name="progress">Receives the prompts for the person, where the token asks for a finger for the signature.</param>
    /// <param name="cancellationToken">Honored until the token starts to sign.</param>
    /// <returns>The signature, verified with the public key.</returns>
    /// <exception cref="InvalidOperationException">
    /// PIN or finger is missing, there is no signing key, or there are several and none is named, or the key of the named identity is gone.
    /// </exception>
    /// <exception cref="Errors.TokenAuthenticationException">The finger for this signature did not match or did not come.</exception>
    /// <exception cref="Errors.BioTokenException">
    /// The token returned a signature that does not verify (<see cref="Errors.BioTokenError.SignatureInvalid"/>) or does not support the key
    /// (<see cref="Errors.BioTokenError.KeyUnsupported"/>), it was removed, or the module failed.
    /// </exception>
    Task<byte[]> SignAsync(
        ReadOnlyMemory<byte> data,
        SignOptions? options = null,
        IProgress<FingerprintPrompt>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes the PIN, logged in or not: one <c>C_SetPIN</c>, or none if the current PIN cannot be right, is locked or has one attempt left, or if a length
    /// does not fit. The login stays as it is.
    /// </summary>
    /// <param name="current">The PIN; the caller keeps and disposes it. A wrong one uses up an attempt.</param>
    /// <param name="changed">The new PIN; the caller keeps and disposes it.</param>
    /// <param name="cancellationToken">Honored until the token is asked.</param>
    /// <exception cref="Errors.TokenAuthenticationException">
    /// The current PIN is wrong or was not sent, or the token does not take the new one (<see cref="AuthenticationFailure.NewPinRejected"/>). The PIN stays as
    /// it was, unless the failure is <see cref="AuthenticationFailure.Unknown"/>.
    /// </exception>
    /// <exception cref="InvalidOperationException">The token has no PIN.</exception>
    /// <exception cref="Errors.BioTokenException">The token or its session cannot be written, the token was removed, or the module failed.</exception>
    Task ChangePinAsync(Pin current, Pin changed, CancellationToken cancellationToken = default);

    /// <summary>Logs out; the token stays open for another login.</summary>
    /// <exception cref="Errors.BioTokenException">The token was removed, or the module failed.</exception>
    Task LogoutAsync(CancellationToken cancellationToken = default);
}
