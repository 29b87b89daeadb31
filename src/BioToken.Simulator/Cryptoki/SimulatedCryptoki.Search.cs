using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Object search (PKCS#11 v2.40 section 5.7).
public sealed partial class SimulatedCryptoki
{
    /// <inheritdoc/>
    public CKR FindObjectsInit(nuint session, AttributeTemplate template)
    {
        if (template is null)
            return CKR.ARGUMENTS_BAD;
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        try
        {
            found.Device.Refresh(isForced: true);
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            return CKR.DEVICE_ERROR;
        }

        lock (found.Gate)
        {
            if (found.Find is not null)
                return CKR.OPERATION_ACTIVE;
            found.Find = new FindOperation(Search(found, template));
        }

        return CKR.OK;
    }

    /// <inheritdoc/>
    public CKR FindObjects(nuint session, Span<nuint> objects, out int count)
    {
        count = 0;
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        lock (found.Gate)
        {
            if (found.Find is not { } operation)
                return CKR.OPERATION_NOT_INITIALIZED;
            count = operation.Take(objects);
        }

        return CKR.OK;
    }

    /// <inheritdoc/>
    public CKR FindObjectsFinal(nuint session)
    {
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        lock (found.Gate)
        {
            if (found.Find is null)
                return CKR.OPERATION_NOT_INITIALIZED;
            found.Find = null;
        }

        return CKR.OK;
    }

    private nuint[] Search(Session session, AttributeTemplate template)
    {
        TokenConnection connection = session.Connection;
        List<nuint> handles = [];
        lock (_gate)
        {
            foreach (TokenObject candidate in session.Device.Objects)
            {
                if (connection.Sees(candidate) && candidate.Matches(template))
                    handles.Add(connection.HandleOf(candidate, ref _nextObject));
            }

            handles.AddRange(connection.SessionObjects
                .Where(entry => connection.Sees(entry.Object!) && entry.Object!.Matches(template)).Select(entry => entry.Handle));
            // Section 4.3: hardware features are found only when their class is asked for.
            if (template.TryGet(CKA.CLASS, out _) && CountersFeature.Create(session.Device).Matches(template))
                handles.Add(connection.HandleOf(known: null, ref _nextObject));
        }

        return [.. handles];
    }
}
