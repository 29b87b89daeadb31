using BioToken.Diagnostics;
using BioToken.Errors;
using BioToken.Modules;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11;
using BioToken.Resources;
using BioToken.Tokens;
using BioToken.Vendors;
using Microsoft.Extensions.Logging;

namespace BioToken.Sessions;

/// <summary>
/// A session with a token: its calls, its login, its objects. Work for the module's thread goes to
/// <see cref="RunAsync{T}(Func{T}, CancellationToken)"/>; all other members that call the module belong in such work.
/// </summary>
internal sealed class TokenSession : IModuleSession, IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    private readonly SharedModule _module;
    // Canceled with the token or its provider. Never disposed: it has neither timer nor handle.
    private readonly CancellationTokenSource _disposal = new();
    private readonly CancellationTokenRegistration _withProvider;
    private TokenInventory? _inventory;
    private volatile bool _isRemoved;
    // Whether the token was in its slot when its session turned out to have ended.
    private volatile bool _isStillPresent;
    private volatile bool _isModuleStopped;
    private volatile bool _isClosed;

    private TokenSession(BioTokenInfo info, ModuleConnection connection, SharedModule module, nuint handle, ILogger logger)
    {
        Info = info;
        Connection = connection;
        _module = module;
        Handle = handle;
        Logger = logger;
        Serial = Redaction.Serial(info.SerialNumber);
        LoginWatch = new LoginWatch(module, handle, Login, info.Vendor.Id);
        _withProvider = connection.Disposal.UnsafeRegister(static disposal => ((CancellationTokenSource)disposal!).Cancel(), _disposal);
    }

    /// <summary>The token as it was last read.</summary>
    public BioTokenInfo Info { get; private set; }

    public nuint Handle { get; }

    public ModuleConnection Connection { get; }

    /// <summary>Which steps of the login are done.</summary>
    public LoginState Login { get; } = new();

    /// <summary>Asks the module whether the login is still there.</summary>
    public LoginWatch LoginWatch { get; }

    public ILogger Logger { get; }

    /// <summary>The token's serial number, redacted for logs.</summary>
    public string Serial { get; }

    /// <summary>The module's calls.</summary>
    public ICryptoki Cryptoki => _module.Cryptoki;

    /// <summary>The profile.</summary>
    public VendorProfile Profile => Info.Vendor;

    /// <summary>Short name of the profile, for errors.</summary>
    public string Vendor => Profile.Id;

    public bool IsAuthenticated => Login.IsComplete(Info);

    /// <summary>Reads the token's objects; one read at a time.</summary>
    public TokenInventory Inventory => _inventory ??= new TokenInventory(Cryptoki, Vendor);

    /// <summary>The services of the open token.</summary>
    public BioTokenState State => this switch
    {
        { IsClosed: true } => BioTokenState.Closed,
        { _isModuleStopped: true } => BioTokenState.ModuleStopped,
        { _isRemoved: true } => BioTokenState.Removed,
        { IsAuthenticated: true } => BioTokenState.Authenticated,
        { Login.IsStarted: true } => BioTokenState.PartlyAuthenticated,
        _ => BioTokenState.Open,
    };

    // A provider that was disposed while its module was busy closes its tokens when the call returns.
    private bool IsClosed => _isClosed || Connection.IsDisposed;

    /// <summary>Opens a session for reading and writing, or, if the token is write-protected, for reading.</summary>
    /// <exception cref="BioTokenException">The module failed.</exception>
    public static TokenSession Open(BioTokenInfo info, ModuleConnection connection, SharedModule module, ILogger logger)
    {
        ICryptoki cryptoki = module.Cryptoki;
        CKR result = cryptoki.OpenSession(info.SlotId, SessionFlags.ReadWrite, out nuint handle);
        if (result == CKR.TOKEN_WRITE_PROTECTED)
            result = cryptoki.OpenSession(info.SlotId, SessionFlags.None, out handle);
        if (result == CKR.CRYPTOKI_NOT_INITIALIZED)
            module.End();
        Failures.Check(result, CryptokiFunction.OpenSession, info.Vendor.Id);
        // Modules reuse session handles: another session with this handle was lost.
        foreach (IModuleSession other in module.OpenSessions.Where(s => s.Handle == handle).ToArray())
            other.Lose();
        TokenSession session = new(info, connection, module, handle, logger);
        module.OpenSessions.Add(session);
        return session;
    }

    /// <summary>
    /// Closes the session. Returns after two seconds if the module does not return; then it is closed when the call ends.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        // Releases callers that wait for a finger or their turn.
        _disposal.Cancel();
        // The module belongs to the process: it may still run for others after this token's provider was disposed, which has closed the
        // token.
        try
        {
            Task<bool> end = _module.Thread.RunAsync(
                () =>
                {
                    End(callModule: true);
                    return true;
                },
                CancellationToken.None);
            await _module.Thread.WaitAsync(end, StopTimeout).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ObjectDisposedException or BioTokenException)
        {
            // The provider was disposed first and stopped the module with all its sessions; or the token was removed.
        }

        Log.TokenClosed(Logger, Serial);
    }

    public void End(bool callModule)
    {
        _isClosed = true;
        _withProvider.Unregister();
        _inventory?.Dispose();
        // Not among them any more if it was ended before, the token removed, or the module stopped.
        if (_module.OpenSessions.Remove(this) && callModule)
            Leave();
    }

    public bool IsLoggedInAt(nuint slot) => Info.SlotId == slot && Login.IsStarted;

    public void EndWithModule() => _isModuleStopped = true;

    public void Lose()
    {
        if (Login.IsStarted)
            NoteLeftoverLogin();
        _isRemoved = true;
        _module.OpenSessions.Remove(this);
    }

    /// <summary>Records that the module may hold a login that this session did not make.</summary>
    public void NoteLeftoverLogin() => _module.NoteLeftoverLogin(Info.SlotId);

    /// <summary>Runs before the first step of a login: a login left by a lost session would make the module reject it.</summary>
    public void EndLeftoverLogin()
    {
        if (!Login.IsStarted)
            _module.EndLeftoverLogin(this, Info.SlotId);
    }

    /// <summary>Begins a call in which the module may wait for a finger; disposing the result ends it.</summary>
    public ModuleThread.PersonWait WaitForPerson() => _module.Thread.WaitForPerson();

    /// <summary>Reads the token's current flags and figures.</summary>
    /// <exception cref="BioTokenException">Another token is in the slot, or the module failed.</exception>
    public void Refresh()
    {
        BioTokenInfo now = Connection.Read(Info.SlotId);
        if (now.Key != Info.Key)
            throw Removed(CKR.DEVICE_REMOVED, CryptokiFunction.GetTokenInfo);
        Info = now;
    }

    /// <summary>
    /// Does the same after a rejected login, which has changed the flags. If it fails, the rejection is what is reported.
    /// </summary>
    public void TryRefresh()
    {
        try
        {
            Info = Connection.Read(Info.SlotId);
        }
        catch (BioTokenException e)
        {
            Log.FlagsUnknown(Logger, Serial, e);
        }
    }

    /// <summary>
    /// Other tokens of this module with the same manufacturer, model and serial number. Listing them also reads this token's current flags
    /// and figures.
    /// </summary>
    /// <exception cref="BioTokenException">Another token is in the slot, or the module failed.</exception>
    public IReadOnlyList<BioTokenInfo> FindTwins()
    {
        IReadOnlyList<BioTokenInfo> tokens = Connection.Scan();
        if (tokens.FirstOrDefault(one => one.SlotId == Info.SlotId && one.Key == Info.Key) is { } now)
            Info = now;
        else
            Refresh();
        return [.. tokens.Where(other => other.SlotId != Info.SlotId && other.Key == Info.Key)];
    }

    /// <summary>
    /// Reads all objects that are visible on the token; after a login, private ones among them, so that what is missing is not on the
    /// token.
    /// </summary>
    /// <exception cref="BioTokenException">The module failed, or another part of the program has logged out.</exception>
    public List<TokenObject> ReadObjects()
    {
        ThrowIfLoginLost();
        List<TokenObject> objects = Inventory.Read(Handle);
        LoginWatch.ThrowIfLoggedOut();
        return objects;
    }

    /// <summary>Throws unless a call that needs the login succeeded.</summary>
    /// <exception cref="BioTokenException">It failed.</exception>
    public void Check(CKR result, CryptokiFunction function)
    {
        LoginWatch.Note(result);
        Failures.Check(result, function, Vendor);
    }

    /// <summary>Whether a failure means that the token was removed.</summary>
    public bool IsRemoval(CKR result) => Failures.MayBeRemoval(result)
        && (Failures.EndsSession(result) || !Connection.IsPresent(Info));

    /// <summary>Records that the token was removed, and makes the exception for it.</summary>
    public BioTokenException Removed(CKR result, CryptokiFunction? function)
    {
        // At once: the module may reuse the handle for another session later.
        if (result != CKR.SESSION_HANDLE_INVALID)
            Cryptoki.CloseSession(Handle);
        _isStillPresent = Failures.EndsSession(result) && Connection.IsPresent(Info);
        Lose();
        Log.TokenRemoved(Logger, Serial, function, result);
        return SessionOver(result, function);
    }

    /// <summary>
    /// Runs work on the module's thread after the checks that every call needs. Reports a failure caused by removal as such.
    /// </summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
        => RunAsync(work, undo: null, resource: null, cancellationToken);

    /// <summary>Does the same with work that has no result.</summary>
    public Task RunAsync(Action work, CancellationToken cancellationToken)
        => RunAsync(work, undo: null, resource: null, cancellationToken);

    /// <summary>Does the same with work that may be abandoned (<see cref="ModuleConnection.RunAsync"/>).</summary>
    public Task<T> RunAsync<T>(Func<T> work, Action? undo, IDisposable? resource, CancellationToken cancellationToken)
        => Connection.RunAsync(() => Guard(work), undo, resource, cancellationToken, disposal: _disposal.Token);

    public Task RunAsync(Action work, Action? undo, IDisposable? resource, CancellationToken cancellationToken)
        => RunAsync(
            () =>
            {
                work();
                return true;
            },
            undo,
            resource,
            cancellationToken);

    /// <exception cref="ObjectDisposedException">The token was disposed, or its provider.</exception>
    /// <exception cref="BioTokenException">The token was removed, or another part of the program has stopped the module.</exception>
    public void ThrowIfUnusable()
    {
        if (IsClosed)
            throw ModuleWork.AfterDisposal();
        if (_isModuleStopped)
            throw Failures.ModuleStopped(Vendor);
        if (_isRemoved)
            throw SessionOver(result: null, function: null);
    }

    /// <exception cref="InvalidOperationException">A step of the login is missing.</exception>
    /// <exception cref="BioTokenException">The login was lost.</exception>
    public void ThrowIfNotAuthenticated()
    {
        ThrowIfLoginLost();
        Login.ThrowIfIncomplete(Info);
    }

    /// <summary>
    /// Throws on the module's thread, where progress is reported: waiting there for that thread's own work would never end.
    /// </summary>
    public void ThrowIfOnModuleThread()
    {
        if (_module.Thread.IsCurrent)
            throw new InvalidOperationException(Messages.Format("CalledFromProgress"));
    }

    /// <summary>Records what a failure says about the session, so that the next call does not fail for the same reason.</summary>
    private void NoteFailure(CKR result)
    {
        switch (result)
        {
            case CKR.CRYPTOKI_NOT_INITIALIZED:
                _module.End();
                break;
            case CKR.USER_NOT_LOGGED_IN:
                // The module would refuse the next login.
                if (LoginWatch.IsReportedStill)
                    NoteLeftoverLogin();
                Login.Lose();
                break;
            case CKR.OPERATION_ACTIVE:
                ActiveOperations.End(Cryptoki, Handle);
                break;
        }
    }

    private BioTokenException SessionOver(CKR? result, CryptokiFunction? function)
        => _isStillPresent ? Failures.SessionEnded(result, function, Vendor) : Failures.Removed(result, function, Vendor);

    private void ThrowIfLoginLost()
    {
        if (Login.IsLost)
            throw Failures.LoginLost(Vendor);
    }

    /// <summary>Logs out and closes. Ignores return values, but records a login that may remain.</summary>
    private void Leave()
    {
        if (Login.IsLost)
            EndLeftoverLogin();
        if (Login.IsStarted && Cryptoki.Logout(Handle) is not (CKR.OK or CKR.USER_NOT_LOGGED_IN))
            NoteLeftoverLogin();
        Cryptoki.CloseSession(Handle);
    }

    private T Guard<T>(Func<T> work)
    {
        ThrowIfUnusable();
        try
        {
            return work();
        }
        catch (BioTokenException e) when (e.Result is { } result && !_isRemoved && !_isModuleStopped)
        {
            if (!e.IsExplained && IsRemoval(result))
                throw Removed(result, e.Function);
            // Without a login, keys are no longer found, and their operations are over.
            if (!e.IsExplained && e.Reason == BioTokenError.ModuleError && LoginWatch.IsReportedOver)
            {
                Login.Lose();
                throw Failures.LoginLost(Vendor, e);
            }

            NoteFailure(result);
            throw;
        }
    }
}
