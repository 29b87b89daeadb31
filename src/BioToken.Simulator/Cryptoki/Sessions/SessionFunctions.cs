using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Cryptoki.Application;
using BioToken.Simulator.Cryptoki.Calls;
using BioToken.Simulator.Faults;
using BioToken.Simulator.Tokens;

namespace BioToken.Simulator.Cryptoki.Sessions;

/// <summary>Session management (PKCS#11 v2.40 section 5.6).</summary>
internal sealed class SessionFunctions(ApplicationState application, CallEntry calls)
{
    public CKR OpenSession(nuint slot, SessionFlags flags, out nuint session)
    {
        session = 0;
        Call call = calls.EnterSlot(TokenFunction.OpenSession, slot);
        return call.EarlyReturn ?? call.End(OpenSession(call.Device, flags, out session));
    }

    public CKR CloseSession(nuint session)
    {
        Call call = calls.Enter(TokenFunction.CloseSession, session);
        if (call.EarlyReturn is { } early)
            return early;
        application.Close(call.Session);
        // A call that waits in this session ends.
        call.Device.Wake();
        return call.End(CKR.OK);
    }

    public CKR CloseAllSessions(nuint slot)
    {
        Call call = calls.EnterSlot(TokenFunction.CloseAllSessions, slot);
        if (!call.IsEndedByFault)
            application.CloseAll(slot);
        return call.EarlyReturn ?? call.End(CKR.OK);
    }

    public CKR GetSessionInfo(nuint session, out SessionInfo info)
    {
        info = default;
        Call call = calls.Enter(TokenFunction.GetSessionInfo, session);
        if (call.EarlyReturn is { } early)
            return early;
        Session found = call.Session;
        SessionFlags flags = found.IsReadWrite ? SessionFlags.Serial | SessionFlags.ReadWrite : SessionFlags.Serial;
        lock (application.Gate)
            info = new SessionInfo((nuint)found.Device.State.Slot, found.State(), flags, DeviceError: 0);
        return call.End(CKR.OK);
    }

    private CKR OpenSession(TokenDevice device, SessionFlags flags, out nuint session)
    {
        session = 0;
        bool isReadWrite = flags.HasFlag(SessionFlags.ReadWrite);
        long insertion = device.State.Insertions;
        lock (application.Gate)
        {
            if (!application.IsInitialized)
                return CKR.CRYPTOKI_NOT_INITIALIZED;
            TokenConnection connection = application.Connect(device, insertion);
            if (!isReadWrite && connection.User == CKU.SO)
                return CKR.SESSION_READ_WRITE_SO_EXISTS;
            if (connection.Sessions.Count >= ApplicationState.MaxSessions)
                return CKR.SESSION_COUNT;
            session = application.Open(connection, isReadWrite, insertion);
            return CKR.OK;
        }
    }
}
