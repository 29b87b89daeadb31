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
        rv = ObjectBuilder.Build(template, IsOfficer(found), IsAlwaysAuthenticate(found), out AttributeSet? attributes);
        return rv == CKR.OK ? Store(found, attributes!, out handle) : rv;
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

    internal CKR GetObjectSize(nuint session, nuint handle, out ulong size)
    {
        size = 0;
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        lock (_gate)
        {
            if (FindObject(found, handle) is not { } entry)
                return CKR.OBJECT_HANDLE_INVALID;
            size = (ulong)(entry.Object ?? CountersFeature.Create(found.Device)).Size;
        }

        return CKR.OK;
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
}
