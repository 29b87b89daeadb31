using BioToken.Pkcs11;

namespace BioToken;

/// <content>What a refused login means.</content>
internal sealed partial class Token
{
    /// <summary>Refuses, before anything is sent, a PIN that cannot be right or whose failure would lock the token.</summary>
    private void RefuseHopelessPin(Pin pin)
    {
        int length = pin.Utf8.Length;
        switch (Info.PinState)
        {
            case PinState.Locked:
                throw NotLetIn(AuthenticationFailure.PinLocked, 0, result: null);
            case PinState.FinalTry when !_options.AllowFinalPinTry:
                throw NotLetIn(AuthenticationFailure.PinFinalTry, 1, result: null);
        }

        if (length < Info.MinPinLength || length > Info.MaxPinLength)
            throw NotLetIn(AuthenticationFailure.PinLength, attemptsRemaining: null, result: null);
    }

    private BioTokenException NotLetIn(CKR result, bool pinWasSent, bool fingerWasAsked, IProgress<FingerprintPrompt>? progress)
    {
        // An answer of which nobody knows what it means may come after the effect.
        bool isAboutEffect = !IsMisuse(result) || result is CKR.HOST_MEMORY or CKR.OPERATION_ACTIVE;
        if (isAboutEffect && !IsClearRefusal(result))
            _module.LoseLogin(Info.SlotId);
        if (IsRemoved(result))
            return NowRemoved(result, "C_Login");
        if (IsMisuse(result))
            return Misuse(result);

        ReadFlagsAgain();
        DeviceAttempts attempts = ReadAttempts();
        AuthenticationFailure failure = Classify(result, pinWasSent, fingerWasAsked, attempts.LastFingerprint);
        // The wrong finger that used up the last attempt.
        if (failure == AuthenticationFailure.FingerprintMismatch && attempts.Fingerprint == 0)
            failure = AuthenticationFailure.FingerprintBlocked;
        bool isFinger = failure is AuthenticationFailure.FingerprintMismatch or AuthenticationFailure.FingerprintBlocked
            or AuthenticationFailure.FingerprintTimeout or AuthenticationFailure.CancelledOnDevice;
        int? remaining = isFinger ? attempts.Fingerprint : attempts.Pin;
        if (failure == AuthenticationFailure.FingerprintMismatch)
            ReportOutcome(progress, new(FingerprintPromptKind.LiftFinger), new(FingerprintPromptKind.TryAgain, remaining));
        else if (failure == AuthenticationFailure.FingerprintBlocked)
            ReportOutcome(progress, new FingerprintPrompt(FingerprintPromptKind.Blocked, remaining));
        return NotLetIn(failure, remaining, result);
    }

    /// <summary>"Already logged in" is somebody else only if it is not this token, whose second step the module does not take for one.</summary>
    private BioTokenException Misuse(CKR result)
    {
        BioTokenException failure = Failures.From(result, "C_Login", Vendor);
        return failure.Error == BioTokenError.LoggedInElsewhere && IsLoggedIn ? Failures.Unspecific(result, "C_Login", Vendor) : failure;
    }

    private bool IsClearRefusal(CKR result) => Info.Vendor.ReturnValues.ContainsKey(result) || result is CKR.PIN_INCORRECT or CKR.PIN_INVALID or CKR.PIN_LEN_RANGE or CKR.PIN_EXPIRED
        or CKR.PIN_LOCKED or CKR.USER_PIN_NOT_INITIALIZED or CKR.FUNCTION_CANCELED or CKR.CANCEL or CKR.FUNCTION_REJECTED;

    /// <summary>
    /// Reads the flags, which a refused login has changed. If that fails, it is the refusal that is reported; the next login reads them before it
    /// sends a PIN.
    /// </summary>
    private void ReadFlagsAgain()
    {
        try
        {
            Info = _connection.Read(Info.SlotId);
        }
        catch (BioTokenException e)
        {
            Log.FlagsUnknown(_logger, _serial, e);
        }
    }

    private TokenAuthenticationException NotLetIn(AuthenticationFailure failure, int? attemptsRemaining, CKR? result)
    {
        Log.NotLetIn(_logger, _serial, failure, attemptsRemaining, result);
        string key = "Auth" + failure;
        string message = failure switch
        {
            AuthenticationFailure.PinLength when Info is { MinPinLength: not null } or { MaxPinLength: not null }
                => Messages.Format(key + "Limited", Info.MinPinLength ?? 1, Info.MaxPinLength ?? Pin.MaxLength),
            AuthenticationFailure.PinIncorrect or AuthenticationFailure.FingerprintMismatch when attemptsRemaining is not null
                => Messages.Format(key + "Counted", attemptsRemaining),
            _ => Messages.Format(key, result?.ToName()),
        };
        return new TokenAuthenticationException(failure, attemptsRemaining, message)
        {
            Function = result is null ? null : "C_Login",
            ReturnValue = result,
            Vendor = Vendor,
        };
    }

    private AuthenticationFailure Classify(CKR result, bool pinWasSent, bool fingerWasAsked, DeviceFingerprintOutcome lastFingerprint)
    {
        if (Info.Vendor.ReturnValues.TryGetValue(result, out AuthenticationFailure known))
            return known;
        return result switch
        {
            // The wrong PIN that used up the last try.
            CKR.PIN_INCORRECT when pinWasSent && Info.PinState == PinState.Locked => AuthenticationFailure.PinLocked,
            CKR.PIN_INCORRECT => pinWasSent ? AuthenticationFailure.PinIncorrect : AuthenticationFailure.FingerprintMismatch,
            CKR.PIN_INVALID when pinWasSent => AuthenticationFailure.PinIncorrect,
            CKR.PIN_LOCKED => IsPinLocked(pinWasSent, fingerWasAsked) ? AuthenticationFailure.PinLocked : AuthenticationFailure.FingerprintBlocked,
            CKR.PIN_LEN_RANGE => AuthenticationFailure.PinLength,
            CKR.PIN_EXPIRED or CKR.USER_PIN_NOT_INITIALIZED => AuthenticationFailure.PinToBeChanged,
            CKR.FUNCTION_CANCELED or CKR.CANCEL when fingerWasAsked => lastFingerprint == DeviceFingerprintOutcome.TimedOut
                ? AuthenticationFailure.FingerprintTimeout
                : AuthenticationFailure.CancelledOnDevice,
            CKR.FUNCTION_REJECTED when fingerWasAsked => AuthenticationFailure.FingerprintMismatch,
            _ => AuthenticationFailure.Unknown,
        };
    }

    /// <summary>One value stands for both locks: a PIN that was sent is meant, unless a finger was asked for and the flags know of no lock.</summary>
    private bool IsPinLocked(bool pinWasSent, bool fingerWasAsked)
        => pinWasSent && (!fingerWasAsked || Info.PinState == PinState.Locked);

    /// <summary>Values by which the module refuses the call itself: the PIN was not looked at.</summary>
    private static bool IsMisuse(CKR result) => result is CKR.ARGUMENTS_BAD or CKR.CRYPTOKI_NOT_INITIALIZED or CKR.FUNCTION_NOT_SUPPORTED
        or CKR.OPERATION_ACTIVE or CKR.OPERATION_NOT_INITIALIZED or CKR.SESSION_READ_ONLY_EXISTS or CKR.USER_ALREADY_LOGGED_IN
        or CKR.USER_ANOTHER_ALREADY_LOGGED_IN or CKR.USER_NOT_LOGGED_IN or CKR.USER_TOO_MANY_TYPES or CKR.USER_TYPE_INVALID
        or CKR.HOST_MEMORY;

    private DeviceAttempts ReadAttempts()
    {
        int? byFlags = Info.PinState switch
        {
            PinState.Locked => 0,
            PinState.FinalTry => 1,
            _ => null,
        };
        DeviceAttempts read = Info.Vendor.AttemptCounters is { } counters
            ? DeviceAttempts.Read(Cryptoki, _session, counters)
            : DeviceAttempts.Unknown;
        return read with { Pin = read.Pin ?? byFlags };
    }
}
