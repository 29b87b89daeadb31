using BioToken.Authentication;
using BioToken.Diagnostics;
using BioToken.Errors;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Resources;
using BioToken.Tokens;

namespace BioToken.Sessions;

/// <summary>Logs in to a token and out, with PIN and fingerprint.</summary>
internal sealed class Authenticator
{
    private readonly TokenSession _session;
    private readonly LoginRefusal _refusal;
    private readonly TimeSpan _fingerprintTimeout;
    private readonly TimeProvider _time;

    /// <param name="session">The session.</param>
    /// <param name="fingerprintTimeout">How long a person has to place a finger.</param>
    /// <param name="allowFinalPinAttempt">Whether a PIN may be sent if a wrong one would lock the token.</param>
    /// <param name="time">The clock.</param>
    public Authenticator(TokenSession session, TimeSpan fingerprintTimeout, bool allowFinalPinAttempt, TimeProvider time)
    {
        _session = session;
        _refusal = new LoginRefusal(session, allowFinalPinAttempt);
        _fingerprintTimeout = fingerprintTimeout;
        _time = time;
    }

    /// <summary>Receives the prompts of calls without a listener of their own; null if there is none.</summary>
    public IProgress<FingerprintPrompt>? Prompts { get; private set; }

    /// <summary>Whether the token asks for a finger for each operation with a private key.</summary>
    public bool AsksWithinSignature => Info.FingerprintMethod == FingerprintMethod.PerSignature;

    private BioTokenInfo Info => _session.Info;

    private LoginState Login => _session.Login;

    public async Task LoginAsync(Pin pin, IProgress<FingerprintPrompt>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pin);
        _session.ThrowIfUnusable();
        if (!Login.IsDone(AuthenticationStep.Pin, Info))
            Login.ThrowIfOutOfOrder(AuthenticationStep.Pin, Info);
        // The module may read the PIN after the caller has stopped waiting, so it gets its own copy.
        Pin copy = pin.Copy();
        bool asksForFinger = Info.FingerprintMethod == FingerprintMethod.InsidePinLogin;
        void Work() => LogIn(copy, asksForFinger ? progress : null);
        if (asksForFinger)
            await WaitForFingerAsync(Work, UndoLateLogin, copy, cancellationToken).ConfigureAwait(false);
        else
            await _session.RunAsync(Work, UndoLateLogin, copy, cancellationToken).ConfigureAwait(false);
    }

    public async Task MatchFingerprintAsync(IProgress<FingerprintPrompt>? progress, CancellationToken cancellationToken)
    {
        _session.ThrowIfUnusable();
        Prompts = progress;
        if (Info.FingerprintMethod != FingerprintMethod.ProtectedPath)
            return;
        if (Login.IsDone(AuthenticationStep.Fingerprint, Info)
            && !await _session.RunAsync(IsFingerLost, cancellationToken).ConfigureAwait(false))
            return;
        Login.ThrowIfOutOfOrder(AuthenticationStep.Fingerprint, Info);
        await WaitForFingerAsync(() => MatchFingerprint(progress), UndoLateLogin, resource: null, cancellationToken).ConfigureAwait(false);
    }

    public Task LogoutAsync(CancellationToken cancellationToken)
    {
        _session.ThrowIfUnusable();
        return _session.RunAsync(Logout, cancellationToken);
    }

    /// <summary>Changes the PIN: one C_SetPIN, or none.</summary>
    public async Task ChangePinAsync(Pin current, Pin changed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(changed);
        _session.ThrowIfUnusable();
        if (!Info.AuthenticationSteps.Contains(AuthenticationStep.Pin))
            throw new InvalidOperationException(Messages.Format("OrderStepUnknownPin"));
        PinChange change = PinChange.Copy(current, changed);
        // A caller that cancels must still learn which PIN is valid: the work is not abandoned.
        await _session.RunAsync(() => ChangePin(change), undo: null, change, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs work that waits for a finger, for as long as the options allow; a caller that cancels returns at once.</summary>
    public async Task WaitForFingerAsync(Action work, Action undo, IDisposable? resource, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = StartTimeout(resource);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _session.RunAsync(work, undo, resource, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw _refusal.Rejected(AuthenticationFailure.FingerprintTimeout, attemptsRemaining: null, result: null);
        }
    }

    /// <summary>Starts the person's time-out. If the options or the clock are at fault, the resource is disposed at once.</summary>
    private CancellationTokenSource StartTimeout(IDisposable? resource)
    {
        try
        {
            return new CancellationTokenSource(_fingerprintTimeout, _time);
        }
        catch
        {
            resource?.Dispose();
            throw;
        }
    }

    private void LogIn(Pin pin, IProgress<FingerprintPrompt>? progress)
    {
        bool wasDone = Login.IsDone(AuthenticationStep.Pin, Info);
        if (Login.IsStarted && _session.LoginWatch.IsLoggedOut() && !wasDone)
            _session.LoginWatch.ThrowIfLoggedOut();
        Login.ThrowIfOutOfOrder(AuthenticationStep.Pin, Info);
        // Read at this moment: another program may have used up all attempts but the last.
        _session.Refresh();
        _refusal.RefuseHopelessPin(pin);
        _session.EndLeftoverLogin();
        progress?.Report(new(FingerprintPromptKind.PlaceFinger));
        CKR result = _session.Cryptoki.Login(_session.Handle, CKU.USER, pin.Utf8);
        if (result != CKR.OK)
            throw _refusal.Rejected(result, pinWasSent: true, Info.FingerprintMethod == FingerprintMethod.InsidePinLogin, progress);
        FingerprintPrompts.ReportMatch(progress);
        Complete(AuthenticationStep.Pin);
    }

    private void ChangePin(PinChange change)
    {
        // Read at this moment: another program may have used up all attempts but the last.
        _session.Refresh();
        _refusal.RefuseHopelessPin(change.Current);
        _refusal.RefuseLength(change.Changed);
        CKR result = _session.Cryptoki.SetPin(_session.Handle, change.Current.Utf8, change.Changed.Utf8);
        if (result != CKR.OK)
            throw _refusal.PinNotChanged(result);
        Log.PinChanged(_session.Logger, _session.Serial);
        _session.TryRefresh();
    }

    /// <summary>Whether a matched finger is required again, as the first step of another login.</summary>
    /// <exception cref="BioTokenException">It is, but after the PIN.</exception>
    private bool IsFingerLost()
    {
        if (!_session.LoginWatch.IsLoggedOut())
            return false;
        if (Info.AuthenticationSteps[0] != AuthenticationStep.Fingerprint)
            _session.LoginWatch.ThrowIfLoggedOut();
        return true;
    }

    private void MatchFingerprint(IProgress<FingerprintPrompt>? progress)
    {
        if (Login.IsStarted)
            _session.LoginWatch.ThrowIfLoggedOut();
        Login.ThrowIfOutOfOrder(AuthenticationStep.Fingerprint, Info);
        _session.EndLeftoverLogin();
        LoginOnDevice(CKU.USER, progress);
        Complete(AuthenticationStep.Fingerprint);
    }

    /// <summary>Asks for the finger of an operation that has begun, if the token requires one for each; on the module's thread.</summary>
    /// <param name="end">Ends the operation if the fingerprint is rejected: it is still active and would block the next one.</param>
    /// <param name="progress">Receives the prompts.</param>
    public void MatchForOperation(Action<ICryptoki, nuint> end, IProgress<FingerprintPrompt>? progress)
    {
        if (!AsksWithinSignature)
            return;
        try
        {
            LoginOnDevice(CKU.CONTEXT_SPECIFIC, progress);
        }
        catch
        {
            end(_session.Cryptoki, _session.Handle);
            throw;
        }
    }

    private void Complete(AuthenticationStep step)
    {
        _session.LoginWatch.Complete(step);
        Log.StepDone(_session.Logger, _session.Serial, step);
    }

    private void LoginOnDevice(CKU user, IProgress<FingerprintPrompt>? progress)
    {
        progress?.Report(new(FingerprintPromptKind.PlaceFinger));
        CKR result;
        using (_session.WaitForPerson())
            result = _session.Cryptoki.LoginOnDevice(_session.Handle, user);
        if (result != CKR.OK)
            throw _refusal.Rejected(result, pinWasSent: false, fingerWasAsked: true, progress);
        FingerprintPrompts.ReportMatch(progress);
    }

    private void Logout()
    {
        if (!Login.IsStarted)
        {
            // The module may hold a login that it denied.
            if (Login.IsLost)
                _session.EndLeftoverLogin();
            Login.Clear();
            return;
        }

        CKR result = _session.Cryptoki.Logout(_session.Handle);
        if (result != CKR.USER_NOT_LOGGED_IN)
            Failures.Check(result, CryptokiFunction.Logout, _session.Vendor);
        Login.Clear();
    }

    private void UndoLateLogin()
    {
        if (_session.Cryptoki.Logout(_session.Handle) is not (CKR.OK or CKR.USER_NOT_LOGGED_IN))
            _session.NoteLeftoverLogin();
        Login.Clear();
        Log.LateLoginUndone(_session.Logger, _session.Serial);
    }
}
