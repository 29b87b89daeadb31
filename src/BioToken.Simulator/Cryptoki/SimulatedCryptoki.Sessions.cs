using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Session management (PKCS#11 v2.40 section 5.6).
public sealed partial class SimulatedCryptoki
{
    /// <inheritdoc/>
    public CKR OpenSession(nuint slot, SessionFlags flags, out nuint session)
    {
        session = 0;
        Call call = TakeAtSlot(TokenFunction.OpenSession, slot);
        return call.Answer ?? call.End(OpenSession(call.Device, flags, out session));
    }

    /// <inheritdoc/>
    public CKR CloseSession(nuint session)
    {
        Call call = Take(TokenFunction.CloseSession, session);
        if (call.Answer is { } answer)
            return answer;
        lock (_gate)
            Close(call.Session);
        // A call that waits in this session ends.
        call.Device.Wake();
        return call.End(CKR.OK);
    }

    internal CKR CloseAllSessions(nuint slot)
    {
        Call call = TakeAtSlot(TokenFunction.CloseAllSessions, slot);
        if (!call.IsCutShort)
            CloseSessions(slot);
        return call.Answer ?? call.End(CKR.OK);
    }

    /// <inheritdoc/>
    public CKR GetSessionInfo(nuint session, out SessionInfo info)
    {
        info = default;
        Call call = Take(TokenFunction.GetSessionInfo, session);
        if (call.Answer is { } answer)
            return answer;
        Session found = call.Session;
        SessionFlags flags = found.IsReadWrite ? SessionFlags.Serial | SessionFlags.ReadWrite : SessionFlags.Serial;
        lock (_gate)
            info = new SessionInfo((nuint)found.Device.State.Slot, found.State(), flags, DeviceError: 0);
        return call.End(CKR.OK);
    }

    private CKR OpenSession(TokenDevice device, SessionFlags flags, out nuint session)
    {
        session = 0;
        bool isReadWrite = flags.HasFlag(SessionFlags.ReadWrite);
        long insertion = device.State.Insertions;
        lock (_gate)
        {
            if (!_isInitialized)
                return CKR.CRYPTOKI_NOT_INITIALIZED;
            TokenConnection connection = Connect(device, insertion);
            if (!isReadWrite && connection.User == CKU.SO)
                return CKR.SESSION_READ_WRITE_SO_EXISTS;
            if (connection.Sessions.Count >= MaxSessions)
                return CKR.SESSION_COUNT;
            session = _nextSession++;
            Session opened = new(session, connection, isReadWrite, insertion);
            _sessions.Add(session, opened);
            connection.Sessions.Add(opened);
        }

        return CKR.OK;
    }

    private void CloseSessions(nuint slot)
    {
        Session[] closed;
        lock (_gate)
        {
            closed = [.. _sessions.Values.Where(session => (nuint)session.Device.State.Slot == slot)];
            Array.ForEach(closed, Close);
        }

        // Calls that wait in these sessions end.
        Array.ForEach(closed, session => session.Device.Wake());
    }

    /// <summary>The application's side of a token; what is left of an earlier insertion is cleared away.</summary>
    private TokenConnection Connect(TokenDevice device, long insertion)
    {
        if (!_connections.TryGetValue(device, out TokenConnection? connection))
            _connections.Add(device, connection = new TokenConnection(device));
        if (connection.Sessions.Exists(open => open.Insertion != insertion))
            connection.Clear();
        return connection;
    }
}
