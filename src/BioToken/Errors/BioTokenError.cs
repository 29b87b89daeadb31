namespace BioToken.Errors;

/// <summary>Specifies the reason of a <see cref="BioTokenException"/>.</summary>
public enum BioTokenError
{
    /// <summary>The module returned a value without a reason of its own here; the exception holds it.</summary>
    ModuleError,

    /// <summary>There is no module file at that path.</summary>
    ModuleNotFound,

    /// <summary>The file is not a library, or not a PKCS#11 module.</summary>
    ModuleInvalid,

    /// <summary>The module is for another processor or word size than this program, mostly a 32-bit driver.</summary>
    ModuleArchitecture,

    /// <summary>The module was loaded but did not start.</summary>
    ModuleInitializationFailed,

    /// <summary>There is no token, or not the requested one.</summary>
    TokenNotPresent,

    /// <summary>
    /// The session ended because the token was removed, if only for a moment, or because another part of this program closed all sessions
    /// (<c>C_CloseAllSessions</c>). Open the token again.
    /// </summary>
    TokenRemoved,

    /// <summary>The token does not have enough space for the objects.</summary>
    TokenFull,

    /// <summary>The token or its session cannot be written.</summary>
    TokenReadOnly,

    /// <summary>Authentication failed; see <see cref="TokenAuthenticationException"/>.</summary>
    AuthenticationFailed,

    /// <summary>A certificate may not be written; see <see cref="CertificateRejectedException"/>.</summary>
    CertificateRejected,

    /// <summary>A write was interrupted; see <see cref="Writing.CertificateWriteException"/>.</summary>
    WriteFailed,

    /// <summary>
    /// A replacement erased the old identity and was interrupted before the new one was written. This token allows only resuming it.
    /// </summary>
    GapOpen,

    /// <summary>The journal cannot be written, or is damaged. Nothing was changed.</summary>
    JournalUnusable,

    /// <summary>Another program is writing to the token.</summary>
    TokenBusy,

    /// <summary>Another program has changed the token meanwhile, so that the interrupted write cannot be finished.</summary>
    TokenChanged,

    /// <summary>The token, the identity or the options are not those of the plan. Nothing was changed.</summary>
    PlanMismatch,

    /// <summary>
    /// A write was interrupted, and settling it would erase a complete identity, which needs consent.
    /// <see cref="Writing.IWriteRecovery.PlanResumeAsync"/> names it; <see cref="Writing.IWriteRecovery.ResumeAsync"/> does it. Nothing was
    /// changed.
    /// </summary>
    ResumeRequired,

    /// <summary>
    /// Another connected token cannot be distinguished from this one: it has the same manufacturer, model, serial number and certificates.
    /// Or several interrupted writes may be this token's. Nothing was changed.
    /// </summary>
    TokenAmbiguous,

    /// <summary>The token returned a signature that does not verify with the certificate. It was discarded.</summary>
    SignatureInvalid,

    /// <summary>The token or its module does not sign with a key of this type or size, or not with this digest and padding.</summary>
    KeyUnsupported,

    /// <summary>The token has no signing key, or none is visible.</summary>
    NoSigningKey,

    /// <summary>The token has several signing keys, and none was specified (<see cref="Signing.SignOptions.Identity"/>).</summary>
    SeveralSigningKeys,

    /// <summary>The key of the specified identity is no longer on the token, or has changed. Read the identities again.</summary>
    IdentityOutdated,

    /// <summary>
    /// The only signing key has neither a certificate nor a public key, so that a signature could not be verified. Nothing was signed.
    /// </summary>
    PublicKeyMissing,

    /// <summary>
    /// Another part of this program has stopped the module (<c>C_Finalize</c>), which ended all sessions and logins. The next
    /// <see cref="IBioTokenProvider.ListAsync"/> starts it again, unless the application owns the module (<c>Pkcs11LibraryModule</c>): load
    /// it again, and make a new provider. Then open the token and log in again.
    /// </summary>
    ModuleStopped,

    /// <summary>
    /// The module did not return within <see cref="BioTokenOptions.ListTimeout"/>: it hangs, or waits for another caller's finger.
    /// </summary>
    ModuleNotResponding,

    /// <summary>
    /// Another part of this program is logged in to the token: PKCS#11 has one login per process and token. No PIN attempt was used. Share
    /// that open token, or log out there first.
    /// </summary>
    LoggedInElsewhere,

    /// <summary>
    /// The token is no longer logged in: another part of this program logged out, or the token lost the login. Log in again.
    /// </summary>
    LoginLost,
}
