using BioToken.Pkcs11;
using Microsoft.Extensions.Logging;

namespace BioToken;

/// <summary>An open token. What calls the module runs on the module's own thread; the public members may be called from any.</summary>
internal sealed partial class Token : IBioToken
{
    private readonly ModuleConnection _connection;
    private readonly BioTokenOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly string _serial;
    private readonly nuint _session;
    private volatile bool _removed;
    private volatile bool _closed;

    private Token(BioTokenInfo info, nuint session, BioTokenOptions options, TimeProvider time, ILogger logger)
    {
        Info = info;
        _connection = info.Connection;
        _session = session;
        _options = options;
        _time = time;
        _logger = logger;
        _serial = Redaction.Serial(info.SerialNumber);
    }

    public BioTokenInfo Info { get; private set; }

    public BioTokenState State => this switch
    {
        { _closed: true } => BioTokenState.Closed,
        { _removed: true } => BioTokenState.Removed,
        { IsAuthenticated: true } => BioTokenState.Authenticated,
        { _pinDone: true } or { _fingerDone: true } => BioTokenState.PartlyAuthenticated,
        _ => BioTokenState.Open,
    };

    private ICryptoki Cryptoki => _connection.Cryptoki;

    private string Vendor => Info.Vendor.Id;

    public static Task<IBioToken> OpenAsync(
        BioTokenInfo info, BioTokenOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
        => info.Connection.Thread.RunAsync<IBioToken>(() => Open(info, options, time, logger), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_closed)
            return;
        _closed = true;
        try
        {
            Task<bool> end = _connection.Thread.RunAsync(() => End(callModule: true), CancellationToken.None);
            // A device that still waits for a finger nobody will place may take minutes: the session is closed when it is done.
            if (!_connection.Thread.IsLeftBehind)
                await end.ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The provider went first and stopped the module with all of its sessions.
        }

        Log.TokenClosed(_logger, _serial);
    }

    private static Token Open(BioTokenInfo info, BioTokenOptions options, TimeProvider time, ILogger logger)
    {
        CKR result = info.Connection.Cryptoki.OpenSession(info.SlotId, SessionFlags.ReadWrite, out nuint session);
        if (result == CKR.TOKEN_WRITE_PROTECTED)
            result = info.Connection.Cryptoki.OpenSession(info.SlotId, SessionFlags.None, out session);
        Failures.Check(result, "C_OpenSession", info.Vendor.Id);
        Log.TokenOpened(logger, Redaction.Serial(info.SerialNumber), info.Vendor.Id);
        Token token = new(info, session, options, time, logger);
        info.Connection.OpenTokens.Add(token);
        token.LookForGap();
        return token;
    }

    /// <summary>Logs out and closes the session; on the module's thread.</summary>
    /// <param name="callModule">
    /// False right before <c>C_Finalize</c>, which ends all sessions and, with the last one, the login (PKCS#11 v2.40 sections 5.4 and 5.6).
    /// </param>
    internal bool End(bool callModule)
    {
        _closed = true;
        _inventory?.Dispose();
        // Done already where the provider was disposed first.
        if (!_connection.OpenTokens.Remove(this) || _removed || !callModule)
            return true;
        // What these answer changes nothing: there is nothing left to do with the token.
        if (_pinDone || _fingerDone)
            Cryptoki.Logout(_session);
        Cryptoki.CloseSession(_session);
        return true;
    }

    /// <summary>Runs work on the module's thread, after the checks that every call needs; a failure that is a removal becomes one.</summary>
    private Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
        => _connection.Thread.RunAsync(() => Guarded(work), cancellationToken);

    private T Guarded<T>(Func<T> work)
    {
        ThrowIfUnusable();
        try
        {
            return work();
        }
        catch (BioTokenException e) when (
            e is not CertificateWriteException && !_removed && e.ReturnValue is { } result && IsRemoved(result))
        {
            throw NowRemoved(result, e.Function!);
        }
    }

    private bool IsRemoved(CKR result)
        => Failures.MayBeRemoval(result)
            && (Failures.EndsSession(result) || !_connection.IsPresent(Info.SlotId, Info.SerialNumber));

    private BioTokenException NowRemoved(CKR result, string function)
    {
        _removed = true;
        Log.TokenRemoved(_logger, _serial, function, result);
        return Failures.Removed(result, function, Vendor);
    }

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_closed, typeof(IBioToken));
        if (_removed)
            throw Failures.Removed(result: null, function: null, Vendor);
    }
}
