using BioToken.Pkcs11;
using Microsoft.Extensions.Logging;

namespace BioToken;

/// <summary>An open token. What calls the module runs on the module's own thread; the public members may be called from any.</summary>
internal sealed partial class Token : IBioToken
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(2);

    private readonly ModuleConnection _connection;
    private readonly SharedModule _module;
    private readonly BioTokenOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly string _serial;
    private readonly nuint _session;
    // Cancelled with the token or its provider. Never disposed itself: it has neither timer nor handle.
    private readonly CancellationTokenSource _disposal = new();
    private readonly CancellationTokenRegistration _withProvider;
    private volatile bool _removed;
    private volatile bool _moduleStopped;
    private volatile bool _closed;

    private Token(BioTokenInfo info, SharedModule module, nuint session, BioTokenOptions options, TimeProvider time, ILogger logger)
    {
        Info = info;
        _connection = info.Connection;
        _module = module;
        _session = session;
        _options = options;
        _time = time;
        _logger = logger;
        _serial = Redaction.Serial(info.SerialNumber);
        _withProvider = _connection.Disposal.UnsafeRegister(static disposal => ((CancellationTokenSource)disposal!).Cancel(), _disposal);
    }

    public BioTokenInfo Info { get; private set; }

    public BioTokenState State => this switch
    {
        { IsClosed: true } => BioTokenState.Closed,
        { _moduleStopped: true } => BioTokenState.ModuleStopped,
        { _removed: true } => BioTokenState.Removed,
        { IsAuthenticated: true } => BioTokenState.Authenticated,
        { _pinDone: true } or { _fingerDone: true } => BioTokenState.PartlyAuthenticated,
        _ => BioTokenState.Open,
    };

    // A provider that was disposed while its module was busy closes its tokens when the module answers.
    private bool IsClosed => _closed || _connection.IsDisposed;

    private ICryptoki Cryptoki => _module.Cryptoki;

    private string Vendor => Info.Vendor.Id;

    /// <summary>Opens a token; a session that nobody waits for any more is closed again.</summary>
    public static Task<IBioToken> OpenAsync(
        BioTokenInfo info, BioTokenOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        SharedModule module = info.Connection.Shared;
        Token? opened = null;
        return info.Connection.RunAsync<IBioToken>(
            () => opened = Open(info, module, options, time, logger),
            undo: () => opened!.End(callModule: true),
            resource: null,
            cancellationToken,
            waitsForPerson: false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_closed)
            return;
        _closed = true;
        ReleaseCallers();
        // The module is the process's: it may still run for others where this token's provider was disposed, which has closed the token then.
        try
        {
            Task<bool> end = _module.Thread.RunAsync(() => End(callModule: true), CancellationToken.None);
            // A module that hangs never answers: the session is closed when it does.
            await _module.Thread.WaitAsync(end, StopPatience).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ObjectDisposedException or BioTokenException)
        {
            // The provider went first and stopped the module with all of its sessions; or there is nothing left to do with the token.
        }

        Log.TokenClosed(_logger, _serial);
    }

    /// <summary>Releases whoever waits for a finger or for his turn.</summary>
    private void ReleaseCallers() => _disposal.Cancel();

    // What is waited for runs on the module's thread and on the pool, never on the caller's context.
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static Token Open(BioTokenInfo info, SharedModule module, BioTokenOptions options, TimeProvider time, ILogger logger)
    {
        ICryptoki cryptoki = module.Cryptoki;
        CKR result = cryptoki.OpenSession(info.SlotId, SessionFlags.ReadWrite, out nuint session);
        if (result == CKR.TOKEN_WRITE_PROTECTED)
            result = cryptoki.OpenSession(info.SlotId, SessionFlags.None, out session);
        if (result == CKR.CRYPTOKI_NOT_INITIALIZED)
            module.End();
        Failures.Check(result, "C_OpenSession", info.Vendor.Id);
        // Numbers of sessions are used again: whoever has this one has lost his.
        foreach (Token other in module.OpenTokens.Where(t => t._session == session).ToArray())
            other.Lose();
        Token token = new(info, module, session, options, time, logger);
        module.OpenTokens.Add(token);
        try
        {
            token.LookForGap();
        }
        catch
        {
            token.End(callModule: true);
            throw;
        }

        Log.TokenOpened(logger, Redaction.Serial(info.SerialNumber), info.Vendor.Id);
        return token;
    }

    /// <summary>Logs out and closes the session; on the module's thread.</summary>
    /// <param name="callModule">
    /// False right before <c>C_Finalize</c>, which ends all sessions and, with the last one, the login (PKCS#11 v2.40 sections 5.4 and 5.6).
    /// </param>
    internal bool End(bool callModule)
    {
        _closed = true;
        _withProvider.Unregister();
        _inventory?.Dispose();
        // Done already where the provider was disposed first.
        if (!_module.OpenTokens.Remove(this) || _removed || _moduleStopped || !callModule)
            return true;
        LeaveSession();
        return true;
    }

    /// <summary>Whether this token holds the login of its slot; on the module's thread.</summary>
    internal bool IsLoggedInAt(nuint slot) => Info.SlotId == slot && IsLoggedIn && !_removed && !_moduleStopped;

    /// <summary>Another part of the program has stopped the module, and this session with it; on the module's thread.</summary>
    internal void EndWithModule()
    {
        _moduleStopped = true;
        _pinDone = _fingerDone = false;
    }

    /// <summary>Logs out and closes. What the module answers changes nothing, but a login that may be left is remembered.</summary>
    private void LeaveSession()
    {
        if (IsLoggedIn && Cryptoki.Logout(_session) is not (CKR.OK or CKR.USER_NOT_LOGGED_IN))
            _module.LoseLogin(Info.SlotId);
        Cryptoki.CloseSession(_session);
    }

    /// <summary>Runs work on the module's thread, after the checks that every call needs; a failure that is a removal becomes one.</summary>
    private Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
        => RunAsync(work, undo: null, resource: null, cancellationToken);

    /// <summary>Does so with work that may be left behind (<see cref="ModuleConnection.RunAsync"/>).</summary>
    private Task<T> RunAsync<T>(Func<T> work, Action? undo, IDisposable? resource, CancellationToken cancellationToken)
        => _connection.RunAsync(() => Guarded(work), undo, resource, cancellationToken, disposal: _disposal.Token);

    private T Guarded<T>(Func<T> work)
    {
        ThrowIfUnusable();
        try
        {
            return work();
        }
        catch (BioTokenException e) when (e.ReturnValue is { } result && !_removed && !_moduleStopped)
        {
            if (e is not CertificateWriteException && IsRemoved(result))
                throw NowRemoved(result, e.Function!);
            NoteFailure(result);
            throw;
        }
    }

    /// <summary>What a failure says of the session, so that the next call does not fail for the same reason.</summary>
    private void NoteFailure(CKR result)
    {
        switch (result)
        {
            case CKR.CRYPTOKI_NOT_INITIALIZED:
                _module.End();
                break;
            case CKR.USER_NOT_LOGGED_IN:
                _pinDone = _fingerDone = false;
                break;
            case CKR.OPERATION_ACTIVE:
                ActiveOperations.End(Cryptoki, _session);
                break;
        }
    }

    private bool IsRemoved(CKR result)
        => Failures.MayBeRemoval(result)
            && (Failures.EndsSession(result) || !_connection.IsPresent(Info.SlotId, Info.SerialNumber));

    private BioTokenException NowRemoved(CKR result, string function)
    {
        // At once: later the module may have given the number to another session.
        if (result != CKR.SESSION_HANDLE_INVALID)
            Cryptoki.CloseSession(_session);
        Lose();
        Log.TokenRemoved(_logger, _serial, function, result);
        return Failures.Removed(result, function, Vendor);
    }

    /// <summary>The session is gone, and this object with it.</summary>
    private void Lose()
    {
        if (IsLoggedIn)
            _module.LoseLogin(Info.SlotId);
        _removed = true;
        _pinDone = _fingerDone = false;
        _module.OpenTokens.Remove(this);
    }

    /// <summary>Refuses to wait on the module's thread, where progress is reported, for what that thread is to do: it would wait for itself for ever.</summary>
    internal void ThrowIfOnModuleThread()
    {
        if (_module.Thread.IsCurrent)
            throw new InvalidOperationException(Messages.Format("CalledFromProgress"));
    }

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(IsClosed, typeof(IBioToken));
        if (_moduleStopped)
            throw Failures.ModuleStopped(Vendor);
        if (_removed)
            throw Failures.Removed(result: null, function: null, Vendor);
    }
}
