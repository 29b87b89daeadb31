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
        Call call = Take(TokenFunction.CreateObject, session, CallSubject.Of(template));
        return call.Answer ?? call.End(CreateObject(call.Session, template, out handle));
    }

    /// <inheritdoc/>
    public CKR DestroyObject(nuint session, nuint handle)
    {
        Call call = Take(TokenFunction.DestroyObject, session, CallSubject.Object(handle));
        return call.Answer ?? call.End(DestroyObject(call.Session, handle));
    }

    /// <inheritdoc/>
    public CKR GetAttributeValue(nuint session, nuint handle, AttributeQuery query)
    {
        CKR rv = GetAttributeValue(session, handle, query, out int lie);
        return lie == 0 ? rv : Lengths.Lie(query, lie, rv);
    }

    /// <summary>Reads attributes as they are.</summary>
    /// <param name="session">The session.</param>
    /// <param name="handle">The object.</param>
    /// <param name="query">Receives the values.</param>
    /// <param name="lie">What to add to their lengths; mostly 0.</param>
    internal CKR GetAttributeValue(nuint session, nuint handle, AttributeQuery query, out int lie)
    {
        lie = 0;
        if (query is null)
            return CKR.ARGUMENTS_BAD;
        query.Clear();
        Call call = Take(TokenFunction.GetAttributeValue, session, CallSubject.Object(handle));
        lie = call.Lie;
        return call.Answer ?? call.End(GetAttributeValue(call.Session, handle, query));
    }

    internal CKR GetObjectSize(nuint session, nuint handle, out ulong size)
    {
        size = 0;
        Call call = Take(TokenFunction.GetObjectSize, session, CallSubject.Object(handle));
        if (call.Answer is { } answer)
            return answer;
        CKR rv = GetObjectSize(call.Session, handle, out size);
        size = Lengths.Lie(size, call.Lie);
        return call.End(rv);
    }

    private CKR CreateObject(Session session, AttributeTemplate template, out nuint handle)
    {
        handle = 0;
        CKR rv = ObjectBuilder.Build(template, IsOfficer(session), IsAlwaysAuthenticate(session), out AttributeSet? attributes);
        return rv == CKR.OK ? Store(session, attributes!, out handle) : rv;
    }

    private CKR DestroyObject(Session session, nuint handle)
    {
        TokenObject destroyed;
        lock (_gate)
        {
            if (FindObject(session, handle) is not { } entry)
                return CKR.OBJECT_HANDLE_INVALID;
            if (entry.Object is null || !entry.Object.Attributes.GetBoolean(CKA.DESTROYABLE))
                return CKR.ACTION_PROHIBITED;
            if (entry.Object.IsToken && !session.IsReadWrite)
                return CKR.SESSION_READ_ONLY;
            destroyed = entry.Object;
            if (!destroyed.IsToken)
            {
                session.Connection.Remove(handle);
                return CKR.OK;
            }
        }

        CKR rv;
        try
        {
            rv = session.Device.Destroy(destroyed, session.Insertion);
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            return CKR.DEVICE_ERROR;
        }

        if (rv == CKR.OK)
        {
            lock (_gate)
                session.Connection.Remove(handle);
        }

        return rv;
    }

    private CKR GetAttributeValue(Session session, nuint handle, AttributeQuery query)
    {
        TokenObject read;
        lock (_gate)
        {
            if (FindObject(session, handle) is not { } entry)
                return CKR.OBJECT_HANDLE_INVALID;
            read = entry.Object ?? CountersFeature.Create(session.Device);
        }

        return Fill(query, read);
    }

    private CKR GetObjectSize(Session session, nuint handle, out ulong size)
    {
        size = 0;
        lock (_gate)
        {
            if (FindObject(session, handle) is not { } entry)
                return CKR.OBJECT_HANDLE_INVALID;
            size = (ulong)(entry.Object ?? CountersFeature.Create(session.Device)).Size;
        }

        return CKR.OK;
    }

    private static CKR Fill(AttributeQuery query, TokenObject read)
    {
        int total = 0;
        for (int i = 0; i < query.Count; i++)
            total += (read.Find(query.TypeAt(i))?.Length ?? 0) + sizeof(ulong);
        if (total > AttributeQuery.MaxTotalLength)
            return CKR.HOST_MEMORY;
        CKR rv = CKR.OK;
        for (int i = 0; i < query.Count; i++)
        {
            CKA type = query.TypeAt(i);
            if (read.IsSensitive(type) && read.Find(type) is not null)
                rv = CKR.ATTRIBUTE_SENSITIVE;
            else if (read.Find(type) is { } value)
                query.Set(i, value);
            else if (rv == CKR.OK)
                rv = CKR.ATTRIBUTE_TYPE_INVALID;
        }

        return rv;
    }
}
