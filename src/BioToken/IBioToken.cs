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
/// An open fingerprint security token (지문보안토큰): PIN login, fingerprint match, erase and write of certificates, signing. Disposing it logs
/// out and closes it, and ends calls that wait for a finger or for their turn with an <see cref="ObjectDisposedException"/> (see
/// <see cref="IBioTokenProvider"/>).
/// </summary>
/// <remarks>
/// All calls of one module run one by one on the module's own thread; a method may be called from any thread. A step in the wrong order
/// throws an <see cref="InvalidOperationException"/> that names the missing step. Removal of the token ends this object: every later call
/// throws <see cref="Errors.BioTokenException"/> with <see cref="Errors.BioTokenError.TokenRemoved"/>, and the token must be opened again.
/// If another part of the program stops the module, the same holds with <see cref="Errors.BioTokenError.ModuleStopped"/>, and listing the
/// tokens starts it again. PKCS#11 allows one login per process and token: a server opens and logs in once and shares the open token; its
/// calls are queued. Progress is reported on the module's thread: a progress handler must not block on another call to the same token.
/// The interface is for calling and mocking. A later version may add members, each with a default that throws
/// <see cref="NotSupportedException"/>: a class of your own that wraps a token derives from <see cref="DelegatingBioToken"/>, which passes
/// them on.
/// </remarks>
public interface IBioToken : IAsyncDisposable, IDisposable
{
    /// <summary>The token's description and the steps that it requires.</summary>
    BioTokenInfo Info { get; }

    /// <summary>The state of the authentication.</summary>
    BioTokenState State { get; }

    /// <summary>Finds, resumes and abandons the interrupted write of this token.</summary>
    IWriteRecovery Recovery { get; }

    /// <summary>
    /// Sends the PIN to the token, once. The PIN is neither kept nor sent again. For tokens that ask for the finger within the PIN login,
    /// it completes when the finger has matched.
    /// </summary>
    /// <param name="pin">The PIN that a person typed; dispose it afterwards.</param>
    /// <param name="progress">Receives the prompts for the person, if the token asks for the finger within the login.</param>
    /// <param name="cancellationToken">
    /// Before the call reaches the token, nothing happens. Afterwards the caller returns at once, and a login that still succeeds is undone
    /// by a logout.
    /// </param>
    /// <exception cref="Errors.TokenAuthenticationException">
    /// The PIN is wrong, locked or of a wrong length, the final attempt is not allowed, or the finger did not match.
    /// </exception>
    /// <exception cref="InvalidOperationException">Already logged in, or the token requires the finger first.</exception>
    /// <exception cref="Errors.BioTokenException">
    /// Another part of the program is logged in (<see cref="Errors.BioTokenError.LoggedInElsewhere"/>), the token was removed, or the
    /// module failed.
    /// </exception>
    Task LoginAsync(Pin pin, IProgress<FingerprintPrompt>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits for a finger on the token's sensor, for at most <see cref="BioTokenOptions.FingerprintTimeout"/>. Each call matches one
    /// finger. Returns at once if the token asks within the PIN login or for each signature.
    /// </summary>
    /// <param name="progress">
    /// Receives the prompts for the person, also those of later calls without a progress of their own. Each touch is requested in one place
    /// only.
    /// </param>
    /// <param name="cancellationToken">Releases the caller at once; a match that succeeds later is undone by a logout.</param>
    /// <exception cref="Errors.TokenAuthenticationException">Mismatch, blocked, time-out, or canceled on the device.</exception>
    /// <exception cref="InvalidOperationException">The token requires the PIN first.</exception>
    /// <exception cref="Errors.BioTokenException">The token was removed, or the module failed.</exception>
    Task MatchFingerprintAsync(IProgress<FingerprintPrompt>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads the identities on the token: certificates with their keys and R. Without a login, private keys and R are invisible on most
    /// tokens, and <see cref="TokenIdentity.HasPrivateKey"/> is false.
    /// </summary>
    /// <exception cref="Errors.BioTokenException">The token was removed, or the module failed.</exception>
    Task<IReadOnlyList<TokenIdentity>> GetIdentitiesAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists objects on the token that cannot be read or interpreted, each with the reason. <see cref="GetIdentitiesAsync"/> omits them and
    /// returns all others.
    /// </summary>
    /// <exception cref="Errors.BioTokenException">The token was removed, or the module failed.</exception>
    Task<IReadOnlyList<UnreadableObject>> GetUnreadableObjectsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Erases exactly the objects of one identity: certificates, keys and R of its key pairs. Nothing else is changed. It cannot be undone:
    /// a key on a token cannot be exported.
    /// </summary>
    /// <param name="identity">The identity to erase, from <see cref="GetIdentitiesAsync"/>.</param>
    /// <param name="options">
    /// The plan to carry out (<see cref="WriteOptions.Plan"/>, from <see cref="PlanEraseAsync"/>); all else concerns the writing of a
    /// certificate. Null to plan anew.
    /// </param>
    /// <param name="progress">
    /// Receives a report at each stage, and the prompts for the person. If it throws before the first erasure, nothing is erased; after
    /// that, its exceptions are ignored.
    /// </param>
    /// <param name="cancellationToken">Honored until the first object is erased, ignored afterwards.</param>
    /// <exception cref="InvalidOperationException">PIN or finger is missing, or the identity was read before a reconnect.</exception>
    /// <exception cref="CertificateWriteException">It was interrupted; the exception reports what is on the token now.</exception>
    /// <exception cref="Errors.BioTokenException">The token was removed, or the module failed.</exception>
    Task EraseAsync(
        TokenIdentity identity,
        WriteOptions? options = null,
        IProgress<WriteProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes an identity beside the present ones, reads it back, and verifies each private key by an operation on the token, as
    /// <see cref="WriteProgress.Verified"/> reports. On failure, the new objects are removed.
    /// </summary>
    /// <returns>The identity as it is on the token.</returns>
    /// <exception cref="Errors.CertificateRejectedException">
    /// The identity may not be written (see <see cref="Errors.CertificateRejection"/>); nothing was changed.
    /// </exception>
    /// <exception cref="CertificateWriteException">It was interrupted, for instance because the token is full.</exception>
    /// <exception cref="InvalidOperationException">PIN or finger is missing.</exception>
    /// <exception cref="Errors.BioTokenException">The token was removed, or the module failed.</exception>
    Task<TokenIdentity> WriteAsync(
        NpkiIdentity identity,
        WriteOptions? options = null,
        IProgress<WriteProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Replaces an identity: checks everything that can be checked, writes and verifies the new one, and only then erases the old one.
    /// </summary>
    /// <param name="old">The identity to erase, from <see cref="GetIdentitiesAsync"/>.</param>
    /// <param name="identity">The identity to write.</param>
    /// <param name="options">What to allow; null for the defaults.</param>
    /// <param name="progress">
    /// Receives a report at each stage, and the prompts for the person. If it throws before the first erasure, the replacement is rolled
    /// back; after that, and in a gap, its exceptions are ignored.
    /// </param>
    /// <param name="cancellationToken">Honored until the first object of the old identity is erased, ignored afterwards.</param>
    /// <returns>The new identity as it is on the token.</returns>
    /// <exception cref="Errors.CertificateRejectedException">The new identity may not be written; nothing was changed.</exception>
    /// <exception cref="CertificateWriteException">
    /// It was interrupted; the exception reports the stage and what is on the token now.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// PIN or finger is missing, or <paramref name="old"/> was read before a reconnect.
    /// </exception>
    /// <exception cref="Errors.BioTokenException">The token was removed, or the module failed.</exception>
    Task<TokenIdentity> ReplaceAsync(
        TokenIdentity old,
        NpkiIdentity identity,
        WriteOptions? options = null,
        IProgress<WriteProgress>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Reports what <see cref="WriteAsync"/> would do, and changes nothing. If the token is logged in and does not report free memory, the
    /// space is tested with objects that are removed again. A certificate that may not be written also makes a plan, which contains the
    /// reasons (<see cref="WritePlan.Rejections"/>).
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
    /// <exception cref="Errors.CertificateRejectedException">
    /// The old identity has changed (<see cref="Errors.CertificateRejection.OldIdentityChanged"/>).
    /// </exception>
    /// <exception cref="Errors.BioTokenException">A gap is open, the token was removed, or the module failed.</exception>
    Task<WritePlan> PlanReplaceAsync(
        TokenIdentity old, NpkiIdentity identity, WriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Reports what <see cref="EraseAsync"/> would do, and changes nothing.</summary>
    /// <param name="identity">The identity to erase, from <see cref="GetIdentitiesAsync"/>.</param>
    /// <param name="cancellationToken">Honored before the first call.</param>
    /// <exception cref="Errors.CertificateRejectedException">
    /// The identity has changed (<see cref="Errors.CertificateRejection.OldIdentityChanged"/>).
    /// </exception>
    /// <exception cref="Errors.BioTokenException">A gap is open, the token was removed, or the module failed.</exception>
    Task<WritePlan> PlanEraseAsync(TokenIdentity identity, CancellationToken cancellationToken = default);

    /// <summary>Signs data with the token's only signing key, or with the key of one identity.</summary>
    /// <param name="data">What to sign; it is hashed on this computer.</param>
    /// <param name="options">Key, digest and padding; null for the only signing key, SHA-256 and PKCS #1 v1.5.</param>
    /// <param name="progress">Receives the prompts for the person, if the token asks for a finger for the signature.</param>
    /// <param name="cancellationToken">Honored until the token starts to sign.</param>
    /// <returns>The signature, verified with the public key.</returns>
    /// <exception cref="InvalidOperationException">PIN or finger is missing.</exception>
    /// <exception cref="Errors.TokenAuthenticationException">The finger for this signature did not match or did not come.</exception>
    /// <exception cref="Errors.BioTokenException">
    /// There is no signing key (<see cref="Errors.BioTokenError.NoSigningKey"/>), or there are several and none is specified
    /// (<see cref="Errors.BioTokenError.SeveralSigningKeys"/>), or the key of the specified identity is no longer on the token
    /// (<see cref="Errors.BioTokenError.IdentityOutdated"/>); the token returned a signature that does not verify
    /// (<see cref="Errors.BioTokenError.SignatureInvalid"/>) or does not support the key
    /// (<see cref="Errors.BioTokenError.KeyUnsupported"/>), it was removed, or the module failed.
    /// </exception>
    Task<byte[]> SignAsync(
        ReadOnlyMemory<byte> data,
        SignOptions? options = null,
        IProgress<FingerprintPrompt>? progress = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes the PIN, logged in or not: one <c>C_SetPIN</c>, or none if the current PIN cannot be right, is locked or has one attempt
    /// left, or if a length does not fit. The login stays as it is.
    /// </summary>
    /// <param name="current">The PIN; the caller keeps and disposes it. A wrong one uses up an attempt.</param>
    /// <param name="changed">The new PIN; the caller keeps and disposes it.</param>
    /// <param name="cancellationToken">Honored until the PINs are sent: afterwards the caller learns which PIN is valid.</param>
    /// <exception cref="Errors.TokenAuthenticationException">
    /// The current PIN is wrong or was not sent, or the token does not accept the new one
    /// (<see cref="AuthenticationFailure.NewPinRejected"/>). The PIN stays as it was, unless the failure is
    /// <see cref="AuthenticationFailure.Unknown"/>.
    /// </exception>
    /// <exception cref="InvalidOperationException">The token has no PIN.</exception>
    /// <exception cref="Errors.BioTokenException">
    /// The token or its session cannot be written, the token was removed, or the module failed.
    /// </exception>
    Task ChangePinAsync(Pin current, Pin changed, CancellationToken cancellationToken = default);

    /// <summary>Logs out; the token stays open for another login.</summary>
    /// <exception cref="Errors.BioTokenException">The token was removed, or the module failed.</exception>
    Task LogoutAsync(CancellationToken cancellationToken = default);
}
