using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki.Application;
using BioToken.Simulator.Objects;
using BioToken.Simulator.Objects.Attributes;

namespace BioToken.Simulator.Cryptoki.Objects;

/// <summary>The rules for storing objects (PKCS#11 v2.40 sections 3.3, 5.7 and 5.13), for all functions that make them.</summary>
internal sealed class ObjectStorage(ApplicationState application)
{
    /// <summary>Whether a session may make such an object now. Call with the application's lock held.</summary>
    public CKR CheckRights(Session session, AttributeSet attributes)
    {
        if (session.IsClosed)
            return application.ClosedReason;
        if (attributes.GetBoolean(CKA.TOKEN) && !session.IsReadWrite)
            return CKR.SESSION_READ_ONLY;
        return attributes.GetBoolean(CKA.PRIVATE) && session.Connection.User != CKU.USER ? CKR.USER_NOT_LOGGED_IN : CKR.OK;
    }

    public CKR Store(Session session, AttributeSet attributes, out nuint handle)
    {
        Span<nuint> handles = stackalloc nuint[1];
        CKR rv = Store(session, [attributes], handles);
        handle = handles[0];
        return rv;
    }

    /// <summary>Stores objects on the token or in the session: all of them, or none.</summary>
    /// <param name="session">The session.</param>
    /// <param name="objects">The attributes of each.</param>
    /// <param name="handles">Receives the handles, in the same order.</param>
    public CKR Store(Session session, AttributeSet[] objects, Span<nuint> handles)
    {
        AttributeSet[] tokenObjects = Array.FindAll(objects, candidate => candidate.GetBoolean(CKA.TOKEN));
        AttributeSet[] sessionObjects = Array.FindAll(objects, candidate => !candidate.GetBoolean(CKA.TOKEN));
        TokenObject[] onToken = [];
        CKR rv;
        lock (application.Gate)
            rv = CheckStorable(session, objects);
        if (rv == CKR.OK && tokenObjects.Length > 0)
            rv = session.Device.Add(tokenObjects, session.Insertion, out onToken);
        if (rv != CKR.OK)
            return rv;
        lock (application.Gate)
        {
            // The login or the session that session objects live in may have ended meanwhile.
            rv = CheckStorable(session, sessionObjects);
            if (rv == CKR.OK)
                AssignHandles(session, objects, onToken, handles);
        }

        return rv == CKR.OK ? rv : Withdraw(session, onToken, rv);
    }

    private CKR CheckStorable(Session session, AttributeSet[] objects)
    {
        foreach (AttributeSet candidate in objects)
        {
            CKR rv = CheckRights(session, candidate);
            if (rv != CKR.OK)
                return rv;
        }

        int added = objects.Count(candidate => !candidate.GetBoolean(CKA.TOKEN));
        bool fits = added == 0 || session.Connection.SessionObjects.Count() + added <= session.Device.State.MaxSessionObjects;
        return fits ? CKR.OK : CKR.DEVICE_MEMORY;
    }

    private static void AssignHandles(Session session, AttributeSet[] objects, TokenObject[] onToken, Span<nuint> handles)
    {
        int assigned = 0;
        for (int i = 0; i < objects.Length; i++)
        {
            bool isOnToken = objects[i].GetBoolean(CKA.TOKEN);
            TokenObject stored = isOnToken ? onToken[assigned++] : new TokenObject(TokenObject.NameInSession(), objects[i]);
            handles[i] = session.Connection.Add(stored, isOnToken ? null : session);
        }
    }

    private static CKR Withdraw(Session session, TokenObject[] onToken, CKR reason)
    {
        foreach (TokenObject added in onToken)
        {
            if (session.Device.Destroy(added, session.Insertion) == CKR.DEVICE_ERROR)
                return CKR.DEVICE_ERROR;
        }

        return reason;
    }
}
