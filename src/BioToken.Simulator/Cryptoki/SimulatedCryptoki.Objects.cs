using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Object management (PKCS#11 v2.40 section 5.7).
public sealed partial class SimulatedCryptoki
{
    /// <inheritdoc/>
    public CKR CreateObject(nuint session, AttributeTemplate template, out nuint handle)
    {
        handle = 0;
        if (template is null)
            return CKR.ARGUMENTS_BAD;
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        CKU? user;
        lock (_gate)
            user = found.Connection.User;
        bool isAlwaysAuthenticate = found.Device.Persona.Profile.FingerprintMethod == FingerprintMethod.PerSignature;
        rv = ObjectBuilder.Build(template, user == CKU.SO, isAlwaysAuthenticate, out AttributeSet? attributes);
        if (rv != CKR.OK)
            return rv;
        bool isToken = attributes!.GetBoolean(CKA.TOKEN);
        if (isToken && !found.IsReadWrite)
            return CKR.SESSION_READ_ONLY;
        if (attributes.GetBoolean(CKA.PRIVATE) && user != CKU.USER)
            return CKR.USER_NOT_LOGGED_IN;
        return isToken ? CreateOnToken(found, attributes, out handle) : CreateInSession(found, attributes, out handle);
    }

    /// <inheritdoc/>
    public CKR DestroyObject(nuint session, nuint handle)
    {
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        TokenObject destroyed;
        lock (_gate)
        {
            if (FindObject(found, handle) is not { } entry)
                return CKR.OBJECT_HANDLE_INVALID;
            if (entry.Object is null || !entry.Object.Attributes.GetBoolean(CKA.DESTROYABLE))
                return CKR.ACTION_PROHIBITED;
            if (entry.Object.IsToken && !found.IsReadWrite)
                return CKR.SESSION_READ_ONLY;
            destroyed = entry.Object;
            if (!destroyed.IsToken)
            {
                found.Connection.Remove(handle);
                return CKR.OK;
            }
        }

        try
        {
            rv = found.Device.Destroy(destroyed, found.Insertion);
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            return CKR.DEVICE_ERROR;
        }

        if (rv == CKR.OK)
        {
            lock (_gate)
                found.Connection.Remove(handle);
        }

        return rv;
    }

    /// <inheritdoc/>
    public CKR GetAttributeValue(nuint session, nuint handle, AttributeQuery query)
    {
        if (query is null)
            return CKR.ARGUMENTS_BAD;
        query.Clear();
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        TokenObject read;
        lock (_gate)
        {
            if (FindObject(found, handle) is not { } entry)
                return CKR.OBJECT_HANDLE_INVALID;
            read = entry.Object ?? CountersFeature.Create(found.Device);
        }

        return Fill(query, read);
    }

    private static CKR Fill(AttributeQuery query, TokenObject read)
    {
        int total = 0;
        for (int i = 0; i < query.Count; i++)
            total += (read.Attributes.Find(query.TypeAt(i))?.Length ?? 0) + sizeof(ulong);
        if (total > AttributeQuery.MaxTotalLength)
            return CKR.HOST_MEMORY;
        CKR rv = CKR.OK;
        for (int i = 0; i < query.Count; i++)
        {
            CKA type = query.TypeAt(i);
            if (read.IsSensitive(type) && read.Attributes.Find(type) is not null)
                rv = CKR.ATTRIBUTE_SENSITIVE;
            else if (read.Attributes.Find(type) is { } value)
                query.Set(i, value);
            else if (rv == CKR.OK)
                rv = CKR.ATTRIBUTE_TYPE_INVALID;
        }

        return rv;
    }

    private CKR CreateOnToken(Session session, AttributeSet attributes, out nuint handle)
    {
        handle = 0;
        TokenObject? created;
        try
        {
            CKR rv = session.Device.Add(attributes, session.Insertion, out created);
            if (rv != CKR.OK)
                return rv;
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            return CKR.DEVICE_ERROR;
        }

        lock (_gate)
            handle = session.Connection.Add(created, owner: null, ref _nextObject);
        return CKR.OK;
    }

    private CKR CreateInSession(Session session, AttributeSet attributes, out nuint handle)
    {
        handle = 0;
        lock (_gate)
        {
            if (session.IsClosed)
                return WhyClosed();
            if (session.Connection.SessionObjects.Count() >= MaxSessionObjects)
                return CKR.DEVICE_MEMORY;
            handle = session.Connection.Add(new TokenObject("session", attributes), session, ref _nextObject);
        }

        return CKR.OK;
    }

    /// <summary>Finds what a handle stands for, if the application may see it now. Call with the lock held.</summary>
    private static ObjectEntry? FindObject(Session session, nuint handle)
    {
        if (session.Connection.Find(handle) is not { } entry)
            return null;
        if (entry.Object is not { } found)
            return entry;
        bool exists = entry.Owner is not null || session.Device.Objects.Contains(found);
        return exists && session.Connection.Sees(found) ? entry : null;
    }
}
