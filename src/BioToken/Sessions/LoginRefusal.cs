using BioToken.Authentication;
using BioToken.Diagnostics;
using BioToken.Errors;
using BioToken.Pkcs11.Constants;
using BioToken.Resources;

namespace BioToken.Sessions;

/// <summary>Determines the meaning of a rejected login from the return value, the flags and the counters.</summary>
/// <param name="session">The session.</param>
/// <param name="allowFinalPinTry">Whether a PIN is sent even if a wrong one would lock the token.</param>
internal sealed class LoginRefusal(TokenSession session, bool allowFinalPinTry)
{
    /// <summary>Rejects, before anything is sent, a PIN that cannot be valid or whose failure would lock the token.</summary>
    public void RefuseHopelessPin(Pin pin)
    {
        if (session.Info.CheckPinState(allowFinalPinTry) is { } failure)
            throw Rejected(failure, AttemptsByFlags, result: null);
        RefuseLength(pin);
    }

    /// <summary>Rejects, before anything is sent, a PIN whose length the token does not accept.</summary>
    public void RefuseLength(Pin pin)
    {
        if (session.Info.CheckPinLength(pin) is { } failure)
            throw Rejected(failure, attemptsRemaining: null, result: null);
    }

    /// <summary>Determines the meaning of a rejected PIN change. A login, if any, stays as it is.</summary>
    public BioTokenException PinNotChanged(CKR result)
    {
        if (session.IsRemoval(result))
            return session.Removed(result, CryptokiFunction.SetPIN);
        BioTokenException failed = Failures.From(result, CryptokiFunction.SetPIN, session.Vendor);
        // An error of another kind does not concern the PIN.
        if (IsMisuse(result) || failed.Reason != BioTokenError.ModuleError)
            return failed;
        session.TryRefresh();
        AuthenticationFailure failure = result is CKR.PIN_INVALID or CKR.PIN_LEN_RANGE
            ? AuthenticationFailure.NewPinRejected
            : Classify(result, pinWasSent: true, fingerWasAsked: false, DeviceFingerprintOutcome.None);
        return Rejected(
            failure, failure == AuthenticationFailure.NewPinRejected ? null : ReadAttempts().Pin, result, CryptokiFunction.SetPIN);
    }

    public BioTokenException Rejected(CKR result, bool pinWasSent, bool fingerWasAsked, IProgress<FingerprintPrompt>? progress)
    {
        // An unknown return value may come after the effect.
        bool isAboutEffect = !IsMisuse(result) || result is CKR.HOST_MEMORY or CKR.OPERATION_ACTIVE;
        if (isAboutEffect && !IsClearRefusal(result))
            session.NoteLeftoverLogin();
        if (session.IsRemoval(result))
            return session.Removed(result, CryptokiFunction.Login);
        if (IsMisuse(result))
            return Misuse(result);

        session.TryRefresh();
        DeviceAttempts attempts = ReadAttempts();
        AuthenticationFailure failure = Classify(result, pinWasSent, fingerWasAsked, attempts.LastFingerprint);
        // The rejected fingerprint used up the last attempt.
        if (failure == AuthenticationFailure.FingerprintMismatch && attempts.Fingerprint == 0)
            failure = AuthenticationFailure.FingerprintBlocked;
        bool isFinger = failure is AuthenticationFailure.FingerprintMismatch or AuthenticationFailure.FingerprintBlocked
            or AuthenticationFailure.FingerprintTimeout or AuthenticationFailure.CanceledOnDevice;
        int? remaining = isFinger ? attempts.Fingerprint : attempts.Pin;
        if (failure == AuthenticationFailure.FingerprintMismatch)
            FingerprintPrompts.ReportOutcome(
                progress, new(FingerprintPromptKind.LiftFinger), new(FingerprintPromptKind.TryAgain) { AttemptsRemaining = remaining });
        else if (failure == AuthenticationFailure.FingerprintBlocked)
            FingerprintPrompts.ReportOutcome(
                progress, new FingerprintPrompt(FingerprintPromptKind.Blocked) { AttemptsRemaining = remaining });
        return Rejected(failure, remaining, result);
    }

    /// <summary>"Already logged in" means another user, unless the module reports the second step of this login so.</summary>
    private BioTokenException Misuse(CKR result)
    {
        BioTokenException failure = Failures.From(result, CryptokiFunction.Login, session.Vendor);
        return failure.Reason == BioTokenError.LoggedInElsewhere && session.Login.IsStarted
            ? Failures.Unspecific(result, CryptokiFunction.Login, session.Vendor)
            : failure;
    }

    private bool IsClearRefusal(CKR result) => session.Profile.ReturnValues.ContainsKey(result)
        || result is CKR.PIN_INCORRECT or CKR.PIN_INVALID or CKR.PIN_LEN_RANGE or CKR.PIN_EXPIRED
        or CKR.PIN_LOCKED or CKR.USER_PIN_NOT_INITIALIZED or CKR.FUNCTION_CANCELED or CKR.CANCEL or CKR.FUNCTION_REJECTED;

    public TokenAuthenticationException Rejected(
        AuthenticationFailure failure, int? attemptsRemaining, CKR? result, CryptokiFunction function = CryptokiFunction.Login)
    {
        Log.AuthenticationFailed(session.Logger, session.Serial, failure, attemptsRemaining, result);
        string key = "Auth" + failure;
        string message = failure switch
        {
            AuthenticationFailure.PinLengthInvalid when session.Info is { MinPinLength: not null } or { MaxPinLength: not null }
                => Messages.Format(key + "Limited", session.Info.MinPinLength ?? 1, session.Info.MaxPinLength ?? Pin.MaxLength),
            AuthenticationFailure.PinIncorrect or AuthenticationFailure.FingerprintMismatch when attemptsRemaining is not null
                => Messages.Format(key + "Counted", attemptsRemaining),
            _ => Messages.Format(key, result?.ToName()),
        };
        return new TokenAuthenticationException(failure, attemptsRemaining, message)
        {
            Function = result is null ? null : function,
            Result = result,
            Vendor = session.Vendor,
        };
    }

    private AuthenticationFailure Classify(CKR result, bool pinWasSent, bool fingerWasAsked, DeviceFingerprintOutcome lastFingerprint)
    {
        if (session.Profile.ReturnValues.TryGetValue(result, out AuthenticationFailure known))
            return known;
        return result switch
        {
            // The wrong PIN used up the last attempt.
            CKR.PIN_INCORRECT when pinWasSent && session.Info.PinState == PinState.Locked => AuthenticationFailure.PinLocked,
            CKR.PIN_INCORRECT => pinWasSent ? AuthenticationFailure.PinIncorrect : AuthenticationFailure.FingerprintMismatch,
            CKR.PIN_INVALID when pinWasSent => AuthenticationFailure.PinIncorrect,
            CKR.PIN_LOCKED => IsPinLocked(pinWasSent, fingerWasAsked)
                ? AuthenticationFailure.PinLocked
                : AuthenticationFailure.FingerprintBlocked,
            CKR.PIN_LEN_RANGE => AuthenticationFailure.PinLengthInvalid,
            CKR.PIN_EXPIRED or CKR.USER_PIN_NOT_INITIALIZED => AuthenticationFailure.PinChangeRequired,
            CKR.FUNCTION_CANCELED or CKR.CANCEL when fingerWasAsked => lastFingerprint == DeviceFingerprintOutcome.TimedOut
                ? AuthenticationFailure.FingerprintTimeout
                : AuthenticationFailure.CanceledOnDevice,
            CKR.FUNCTION_REJECTED when fingerWasAsked => AuthenticationFailure.FingerprintMismatch,
            _ => AuthenticationFailure.Unknown,
        };
    }

    /// <summary>
    /// One value reports both locks: the PIN's if a PIN was sent, unless a finger was requested and no flag reports a locked PIN.
    /// </summary>
    private bool IsPinLocked(bool pinWasSent, bool fingerWasAsked)
        => pinWasSent && (!fingerWasAsked || session.Info.PinState == PinState.Locked);

    /// <summary>Return values for a rejected call: the PIN was not checked.</summary>
    private static bool IsMisuse(CKR result) => result is CKR.ARGUMENTS_BAD or CKR.CRYPTOKI_NOT_INITIALIZED or CKR.FUNCTION_NOT_SUPPORTED
        or CKR.OPERATION_ACTIVE or CKR.OPERATION_NOT_INITIALIZED or CKR.SESSION_READ_ONLY_EXISTS or CKR.USER_ALREADY_LOGGED_IN
        or CKR.USER_ANOTHER_ALREADY_LOGGED_IN or CKR.USER_NOT_LOGGED_IN or CKR.USER_TOO_MANY_TYPES or CKR.USER_TYPE_INVALID
        or CKR.HOST_MEMORY;

    private int? AttemptsByFlags => session.Info.PinState switch
    {
        PinState.Locked => 0,
        PinState.FinalAttempt => 1,
        _ => null,
    };

    private DeviceAttempts ReadAttempts()
    {
        DeviceAttempts read = session.Profile.AttemptCounters is { } counters
            ? DeviceAttempts.Read(session.Cryptoki, session.Handle, counters)
            : DeviceAttempts.Unknown;
        return read with { Pin = read.Pin ?? AttemptsByFlags };
    }
}
