using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Tokens;

namespace BioToken.Simulator.Cryptoki.Application;

/// <summary>
/// The state of one application over the tokens of a simulator: whether it is initialized, its sessions, and its side of each token. Every
/// group of functions works on it.
/// </summary>
/// <param name="tokens">The tokens.</param>
/// <param name="hasSessions">Whether an application of this process has a session with a token.</param>
internal sealed class ApplicationState(TokenCollection tokens, Func<TokenDevice, bool> hasSessions) : IDisposable
{
    public const int MaxSessions = 256;

    private readonly Dictionary<nuint, Session> _sessions = [];
    private readonly Dictionary<TokenDevice, TokenConnection> _connections = [];
    private readonly HandleCounter _sessionHandles = new();
    private readonly HandleCounter _objectHandles = new();
    private bool _isInitialized;

    // For the current initialization: canceled when it ends, and not disposed, since a wait may still use it.
    private CancellationTokenSource _stop = new();

    public TokenCollection Tokens => tokens;

    /// <summary>Guards the state and the connections. Never held while a store is written or a finger is waited for.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The slots as the application saw them last; guarded by the lock.</summary>
    public Dictionary<int, SlotView> SeenSlots { get; } = [];

    public bool IsInitialized
    {
        get
        {
            lock (Gate)
                return _isInitialized;
        }
    }

    /// <summary>Canceled when the application finalizes.</summary>
    public CancellationToken Stop
    {
        get
        {
            lock (Gate)
                return _stop.Token;
        }
    }

    /// <summary>Whether an application of this process, this one or another, has a session with a token.</summary>
    public bool IsInUse(TokenDevice device) => hasSessions(device);

    /// <summary>The return value of a call whose session was closed while it ran.</summary>
    public CKR ClosedReason => IsInitialized ? CKR.SESSION_CLOSED : CKR.CRYPTOKI_NOT_INITIALIZED;

    /// <summary>Begins an initialization.</summary>
    /// <returns>False if the application is already initialized.</returns>
    public bool TryStart(Dictionary<int, SlotView> slots)
    {
        lock (Gate)
        {
            if (_isInitialized)
                return false;
            _isInitialized = true;
            _stop = new CancellationTokenSource();
            foreach ((int slot, SlotView view) in slots)
                SeenSlots[slot] = view;
            return true;
        }
    }

    /// <summary>Ends the initialization with all sessions, and the calls that wait in them.</summary>
    /// <returns>False if the application is not initialized.</returns>
    public bool TryEnd()
    {
        TokenConnection[] connections;
        CancellationTokenSource stop;
        lock (Gate)
        {
            if (!_isInitialized)
                return false;
            _isInitialized = false;
            stop = _stop;
            connections = [.. _connections.Values];
            foreach (Session session in _sessions.Values)
                session.MarkClosed();
            foreach (TokenConnection connection in connections)
                connection.Clear();
            _sessions.Clear();
            _connections.Clear();
            SeenSlots.Clear();
        }

        stop.Cancel();
        foreach (TokenConnection connection in connections)
            connection.Device.Wake();
        return true;
    }

    public void Dispose() => TryEnd();

    /// <summary>The application's side of a token; remains of an earlier insertion are removed. Call with the lock held.</summary>
    public TokenConnection Connect(TokenDevice device, long insertion)
    {
        if (!_connections.TryGetValue(device, out TokenConnection? connection))
            _connections.Add(device, connection = new TokenConnection(device, _objectHandles));
        if (connection.Sessions.Exists(open => open.Insertion != insertion))
            connection.Clear();
        return connection;
    }

    /// <summary>Opens a session and returns its handle. Call with the lock held.</summary>
    public nuint Open(TokenConnection connection, bool isReadWrite, long insertion)
    {
        Session opened = new(_sessionHandles.Next(), connection, isReadWrite, insertion);
        _sessions.Add(opened.Handle, opened);
        connection.Sessions.Add(opened);
        return opened.Handle;
    }

    /// <summary>
    /// Finds a session whose token is still present. The first call after a removal reports it; then the session is gone.
    /// </summary>
    public CKR FindSession(nuint handle, out Session session)
    {
        lock (Gate)
        {
            if (!_isInitialized)
            {
                session = null!;
                return CKR.CRYPTOKI_NOT_INITIALIZED;
            }

            if (!_sessions.TryGetValue(handle, out session!))
                return CKR.SESSION_HANDLE_INVALID;
        }

        CKR rv = session.Device.TryRefresh();
        if (rv != CKR.OK || session.Device.IsPresentSince(session.Insertion))
            return rv;
        Close(session);
        return CKR.DEVICE_REMOVED;
    }

    /// <summary>The return value of a waiting call that cannot continue; null if it can.</summary>
    /// <param name="device">Its token.</param>
    /// <param name="session">Its session; null for a call about the slot.</param>
    /// <param name="insertion">The insertion that it began under.</param>
    public CKR? FindInterruption(TokenDevice device, Session? session, long insertion)
    {
        lock (Gate)
        {
            if (!_isInitialized)
                return CKR.CRYPTOKI_NOT_INITIALIZED;
            if (device.IsPresentSince(insertion))
                return session is { IsClosed: true } ? CKR.SESSION_CLOSED : null;
            if (session is not null)
                Close(session);
            return CKR.DEVICE_REMOVED;
        }
    }

    public void Close(Session session)
    {
        lock (Gate)
        {
            session.MarkClosed();
            _sessions.Remove(session.Handle);
            session.Connection.Forget(session);
        }
    }

    /// <summary>Closes all sessions with the token of a slot, and wakes the calls that wait in them.</summary>
    public void CloseAll(nuint slot)
    {
        Session[] closed;
        lock (Gate)
        {
            closed = [.. _sessions.Values.Where(session => (nuint)session.Device.State.Slot == slot)];
            Array.ForEach(closed, Close);
        }

        Array.ForEach(closed, session => session.Device.Wake());
    }

    /// <summary>The application's own sessions with a token, all of them and the read-write ones.</summary>
    public (int All, int ReadWrite) CountSessions(TokenDevice device)
    {
        lock (Gate)
        {
            Session[] open =
                [.. (_connections.GetValueOrDefault(device)?.Sessions ?? []).Where(session => device.IsPresentSince(session.Insertion))];
            return (open.Length, open.Count(session => session.IsReadWrite));
        }
    }

    public bool IsOfficer(Session session)
    {
        lock (Gate)
            return session.Connection.User == CKU.SO;
    }
}
