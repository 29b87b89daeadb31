namespace BioToken.Authentication;

/// <summary>Specifies why authentication failed. Each value calls for a different next step.</summary>
public enum AuthenticationFailure
{
    /// <summary>
    /// The token rejected the authentication without a known reason; the exception holds the return value. It may have used an attempt.
    /// </summary>
    Unknown,

    /// <summary>The PIN is wrong. One attempt was used.</summary>
    PinIncorrect,

    /// <summary>The PIN is locked. Only the manufacturer of the token can unlock it.</summary>
    PinLocked,

    /// <summary>Only one attempt is left, and the options do not allow the final attempt. Nothing was sent to the token.</summary>
    FinalPinAttempt,

    /// <summary>The token does not accept a PIN of this length. Nothing was sent to the token.</summary>
    PinLengthInvalid,

    /// <summary>The token requires the PIN to be set or changed first.</summary>
    PinChangeRequired,

    /// <summary>The token rejected the new PIN by a rule of its own. The PIN is unchanged.</summary>
    NewPinRejected,

    /// <summary>The fingerprint does not match. One fingerprint attempt was used, no PIN attempt.</summary>
    FingerprintMismatch,

    /// <summary>The fingerprint is blocked after too many mismatches.</summary>
    FingerprintBlocked,

    /// <summary>No finger was placed in time. No attempt was used.</summary>
    FingerprintTimeout,

    /// <summary>The person canceled on the device. No attempt was used.</summary>
    CanceledOnDevice,
}
