using BioToken.Pkcs11;

namespace BioToken;

/// <content>PIN and finger.</content>
internal sealed partial class Token
{
    private volatile bool _pinDone;
    private volatile bool _fingerDone;

    private IProgress<FingerprintPrompt>? _prompts;

    private bool IsLoggedIn => _pinDone || _fingerDone;

    private bool IsAuthenticated => Info.AuthenticationSteps.All(IsDone);

    private bool AsksWithinSignature => Info.FingerprintMethod == FingerprintMethod.PerSignature;

    public async Task LoginAsync(Pin pin, IProgress<FingerprintPrompt>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pin);
        ThrowIfUnusable();
        ThrowIfOutOfOrder(AuthenticationStep.Pin);
        // The module may read the PIN for longer than the caller waits, so it gets a copy of its own.
        Pin copy = pin.Copy();
        bool asksForFinger = Info.FingerprintMethod == FingerprintMethod.InsidePinLogin;
        bool Work() => Login(copy, asksForFinger ? progress : null);
        if (asksForFinger)
            await WaitForFingerAsync(Work, UndoLateLogin, copy, cancellationToken).ConfigureAwait(false);
        else
            await RunAsync(Work, UndoLateLogin, copy, cancellationToken).ConfigureAwait(false);
    }

    public async Task MatchFingerprintAsync(IProgress<FingerprintPrompt>? progress = null, CancellationToken cancellationToken = default)
    {
        ThrowIfUnusable();
        _prompts = progress;
        if (Info.FingerprintMethod != FingerprintMethod.ProtectedPath || IsDone(AuthenticationStep.Fingerprint))
            return;
        ThrowIfOutOfOrder(AuthenticationStep.Fingerprint);
        await WaitForFingerAsync(() => MatchFingerprint(progress), UndoLateLogin, resource: null, cancellationToken).ConfigureAwait(false);
    }

    public Task LogoutAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfUnusable();
        return RunAsync(Logout, cancellationToken);
    }

    /// <summary>Runs work that waits for a finger, for as long as the options allow; whoever gives up waiting is released at once.</summary>
    private async Task WaitForFingerAsync(Func<bool> work, Action undo, IDisposable? resource, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = NewPatience(resource);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await RunAsync(work, undo, resource, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw NotLetIn(AuthenticationFailure.FingerprintTimeout, attemptsRemaining: null, result: null);
        }
    }

    /// <summary>Begins the time that a person has. The options or the clock may be at fault: then the resource goes at once.</summary>
    private CancellationTokenSource NewPatience(IDisposable? resource)
    {
        try
        {
            return new CancellationTokenSource(_options.FingerprintPatience, _time);
        }
        catch
        {
            resource?.Dispose();
            throw;
        }
    }

    private bool Login(Pin pin, IProgress<FingerprintPrompt>? progress)
    {
        ThrowIfOutOfOrder(AuthenticationStep.Pin);
        // At this very moment: whoever else tries a PIN may have left the last try to this one.
        RefreshInfo();
        RefuseHopelessPin(pin);
        UndoLostLogin();
        progress?.Report(new(FingerprintPromptKind.PlaceFinger));
        CKR result = Cryptoki.Login(_session, CKU.USER, pin.Utf8);
        if (result != CKR.OK)
            throw NotLetIn(result, pinWasSent: true, Info.FingerprintMethod == FingerprintMethod.InsidePinLogin, progress);
        ReportMatch(progress);
        Done(AuthenticationStep.Pin);
        return true;
    }

    private bool MatchFingerprint(IProgress<FingerprintPrompt>? progress)
    {
        ThrowIfOutOfOrder(AuthenticationStep.Fingerprint);
        UndoLostLogin();
        LoginOnDevice(CKU.USER, progress);
        Done(AuthenticationStep.Fingerprint);
        return true;
    }

    /// <summary>Lets the device ask for a finger; on the module's thread.</summary>
    private void LoginOnDevice(CKU user, IProgress<FingerprintPrompt>? progress)
    {
        progress?.Report(new(FingerprintPromptKind.PlaceFinger));
        CKR result = _module.Thread.WaitForPerson(() => Cryptoki.LoginOnDevice(_session, user));
        if (result != CKR.OK)
            throw NotLetIn(result, pinWasSent: false, fingerWasAsked: true, progress);
        ReportMatch(progress);
    }

    private static void ReportMatch(IProgress<FingerprintPrompt>? progress)
        => ReportOutcome(progress, new(FingerprintPromptKind.LiftFinger), new(FingerprintPromptKind.Matched));

    /// <summary>
    /// Reports what the token has decided, whatever a listener makes of it: to take its failure for one of the login would leave a login that nobody knows of,
    /// or hide that a finger did not match.
    /// </summary>
    private static void ReportOutcome(IProgress<FingerprintPrompt>? progress, params ReadOnlySpan<FingerprintPrompt> prompts)
    {
        try
        {
            foreach (FingerprintPrompt prompt in prompts)
                progress?.Report(prompt);
        }
        catch (Exception)
        {
            // The listener's own affair.
        }
    }

    private void Done(AuthenticationStep step)
    {
        if (step == AuthenticationStep.Pin)
            _pinDone = true;
        else
            _fingerDone = true;
        Log.StepDone(_logger, _serial, step);
    }

    private bool IsDone(AuthenticationStep step) => step switch
    {
        AuthenticationStep.Pin => _pinDone,
        _ when Info.FingerprintMethod == FingerprintMethod.ProtectedPath => _fingerDone,
        // Asked for inside the PIN login, or by each signature.
        _ => _pinDone,
    };

    /// <summary>Reads flags and figures as they are now.</summary>
    private void RefreshInfo()
    {
        BioTokenInfo now = _connection.Read(Info.SlotId);
        if (now.SerialNumber != Info.SerialNumber)
            throw NowRemoved(CKR.DEVICE_REMOVED, "C_GetTokenInfo");
        Info = now;
    }

    /// <summary>Before the first step of a login: what a lost session of ours left logged in would refuse it.</summary>
    private void UndoLostLogin()
    {
        if (!IsLoggedIn)
            _module.UndoLostLogin(this, Info.SlotId, _session);
    }

    private bool Logout()
    {
        if (!IsLoggedIn)
            return true;
        CKR result = Cryptoki.Logout(_session);
        if (result != CKR.USER_NOT_LOGGED_IN)
            Failures.Check(result, "C_Logout", Vendor);
        _pinDone = _fingerDone = false;
        return true;
    }

    private void UndoLateLogin()
    {
        if (Cryptoki.Logout(_session) is not (CKR.OK or CKR.USER_NOT_LOGGED_IN))
            _module.LoseLogin(Info.SlotId);
        _pinDone = _fingerDone = false;
        Log.LateLoginUndone(_logger, _serial);
    }

    private void ThrowIfOutOfOrder(AuthenticationStep step)
    {
        if (!Info.AuthenticationSteps.Contains(step))
            throw new InvalidOperationException(Messages.Format("OrderStepUnknown" + step));
        if (IsDone(step))
            throw new InvalidOperationException(Messages.Format("OrderStepDone" + step));
        AuthenticationStep next = Info.AuthenticationSteps.First(s => !IsDone(s));
        if (next != step && Info.FingerprintMethod == FingerprintMethod.ProtectedPath)
            throw new InvalidOperationException(Messages.Format("OrderStepMissing" + next));
    }

    private void ThrowIfNotAuthenticated()
    {
        if (!IsAuthenticated)
            throw new InvalidOperationException(Messages.Format("OrderStepMissing" + Info.AuthenticationSteps.First(s => !IsDone(s))));
    }
}
