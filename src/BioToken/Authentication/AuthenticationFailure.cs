namespace BioToken.Authentication;

/// <summary>Specifies why authentication failed. Each value calls for a different next step.</summary>
public enum AuthenticationFailure
{
    /// <summary>The PIN is wrong. One try is used.</summary>
    PinIncorrect,

    /// <summary>The PIN is locked. Only the manufacturer of the token can unlock it.</summary>
    PinLocked,

    /// <summary>Only one try is left, and the final try was not allowed by option. Nothing was sent to the token.</summary>
    FinalPinAttempt,

    /// <summary>The PIN has a length that the token does not take. Nothing was sent to the token.</summary>
    PinLengthInvalid,

    /// <summary>The token wants the PIN to be set or changed first.</summary>
    PinChangeRequired,

    /// <summary>The token does not take the new PIN, by a rule of its own. The PIN stays as it was.</summary>
    NewPinRejected,

    /// <summary>The finger does not match. One fingerprint try is used, no PIN try.</summary>
    FingerprintMismatch,

    /// <summary>The fingerprint is blocked: too many fingers that did not match.</summary>
    FingerprintBlocked,

    /// <summary>No finger came in time. No try is used.</summary>
    FingerprintTimeout,

    /// <summary>The person cancelled on the device. No try is used.</summary>
    CancelledOnDevice,

    /// <summary>
    /// The token refused for a reason that it does not name; the error holds the return value. It may have counted as a try.
    /// </summary>
    Unknown,
}
