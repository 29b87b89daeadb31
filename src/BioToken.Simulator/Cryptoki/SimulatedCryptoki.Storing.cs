using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Who may have which objects where (PKCS#11 v2.40 sections 3.3, 5.7 and 5.13), for all functions that make or find them.
public sealed partial class SimulatedCryptoki
{
    private static bool IsAlwaysAuthenticate(Session session)
        => session.Device.Persona.Profile.FingerprintMethod == FingerprintMethod.PerSignature;

    private bool IsOfficer(Session session)
    {
        lock (_gate)
            return session.Connection.User == CKU.SO;
    }

    /// <summary>Whether a session may make such an object now. Call with the lock held.</summary>
    private CKR CheckRights(Session session, AttributeSet attributes)
    {
        if (session.IsClosed)
            return WhyClosed();
        if (attributes.GetBoolean(CKA.TOKEN) && !session.IsReadWrite)
            return CKR.SESSION_READ_ONLY;
        return attributes.GetBoolean(CKA.PRIVATE) && session.Connection.User != CKU.USER ? CKR.USER_NOT_LOGGED_IN : CKR.OK;
    }

    private CKR Store(Session session, AttributeSet attributes, out nuint handle)
    {
        Span<nuint> handles = stackalloc nuint[1];
        CKR rv = Store(session, [attributes], handles);
        handle = handles[0];
        return rv;
    }

    /// <summary>Stores objects where they belong, on the token or in the session: all of them, or none.</summary>
    /// <param name="session">The session.</param>
    /// <param name="objects">The attributes of each.</param>
    /// <param name="handles">Receives the handles, in the same order.</param>
    private CKR Store(Session session, AttributeSet[] objects, Span<nuint> handles)
    {
        AttributeSet[] lasting = Array.FindAll(objects, candidate => candidate.GetBoolean(CKA.TOKEN));
        AttributeSet[] passing = Array.FindAll(objects, candidate => !candidate.GetBoolean(CKA.TOKEN));
        TokenObject[] onToken = [];
        CKR rv;
        lock (_gate)
            rv = CheckStorable(session, objects);
        if (rv != CKR.OK)
            return rv;
        try
        {
            if (lasting.Length > 0)
                rv = session.Device.Add(lasting, session.Insertion, out onToken);
            if (rv != CKR.OK)
                return rv;
            lock (_gate)
            {
                // The login or the session of objects that live no longer may have ended meanwhile.
                rv = CheckStorable(session, passing);
                if (rv == CKR.OK)
                    GiveHandles(session, objects, onToken, handles);
            }

            if (rv != CKR.OK)
                Array.ForEach(onToken, added => session.Device.Destroy(added, session.Insertion));
            return rv;
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            return CKR.DEVICE_ERROR;
        }
    }

    private CKR CheckStorable(Session session, AttributeSet[] objects)
    {
        foreach (AttributeSet candidate in objects)
        {
            CKR rv = CheckRights(session, candidate);
            if (rv != CKR.OK)
                return rv;
        }

        int passing = objects.Count(candidate => !candidate.GetBoolean(CKA.TOKEN));
        bool hasRoom = passing == 0 || session.Connection.SessionObjects.Count() + passing <= session.Device.State.MaxSessionObjects;
        return hasRoom ? CKR.OK : CKR.DEVICE_MEMORY;
    }

    private void GiveHandles(Session session, AttributeSet[] objects, TokenObject[] onToken, Span<nuint> handles)
    {
        int taken = 0;
        for (int i = 0; i < objects.Length; i++)
        {
            bool lasts = objects[i].GetBoolean(CKA.TOKEN);
            TokenObject stored = lasts ? onToken[taken++] : new TokenObject(TokenObject.NameInSession(), objects[i]);
            handles[i] = session.Connection.Add(stored, lasts ? null : session, ref _nextObject);
        }
    }

    /// <summary>Finds what a handle stands for, if the application may see it now. Call with the lock held.</summary>
    private static ObjectEntry? FindObject(Session session, nuint handle)
    {
        if (session.Connection.Find(handle) is not { } entry)
            return null;
        if (entry.Object is not { } found)
            return entry;
        TokenObject? now = entry.Owner is not null ? found : session.Device.Find(found);
        return now is not null && session.Connection.Sees(now) ? entry with { Object = now } : null;
    }
}
