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
        Call call = Take(TokenFunction.FindObjectsInit, session, CallSubject.Of(template));
        return call.Answer ?? call.End(FindObjectsInit(call.Session, template));
    }

    /// <inheritdoc/>
    public CKR FindObjects(nuint session, Span<nuint> objects, out int count)
    {
        CKR rv = FindObjects(session, objects, out int found, out int lie);
        count = rv == CKR.OK ? Lengths.Lie(found, lie) : 0;
        if (count > objects.Length)
        {
            // A lie, which no caller could use.
            count = 0;
            return CKR.GENERAL_ERROR;
        }

        if (count > found)
            objects[found..count].Clear();
        return rv;
    }

    /// <inheritdoc/>
    public CKR FindObjectsFinal(nuint session)
    {
        Call call = Take(TokenFunction.FindObjectsFinal, session);
        return call.Answer ?? call.End(FindObjectsFinal(call.Session));
    }

    /// <summary>Continues a search.</summary>
    /// <param name="session">The session.</param>
    /// <param name="objects">Receives handles.</param>
    /// <param name="count">How many were received.</param>
    /// <param name="lie">What to add to the number; mostly 0.</param>
    internal CKR FindObjects(nuint session, Span<nuint> objects, out int count, out int lie)
    {
        count = 0;
        Call call = Take(TokenFunction.FindObjects, session);
        lie = call.Lie;
        return call.Answer ?? call.End(FindObjects(call.Session, objects, out count));
    }

    private CKR FindObjectsInit(Session session, AttributeTemplate template)
    {
        try
        {
            session.Device.Refresh(isForced: true);
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            return CKR.DEVICE_ERROR;
        }

        lock (session.Gate)
        {
            if (session.Find is not null)
                return CKR.OPERATION_ACTIVE;
            session.Find = new FindOperation(Search(session, template));
        }

        return CKR.OK;
    }

    private static CKR FindObjects(Session session, Span<nuint> objects, out int count)
    {
        count = 0;
        lock (session.Gate)
        {
            if (session.Find is not { } operation)
                return CKR.OPERATION_NOT_INITIALIZED;
            count = operation.Take(objects);
        }

        return CKR.OK;
    }

    private static CKR FindObjectsFinal(Session session)
    {
        lock (session.Gate)
        {
            if (session.Find is null)
                return CKR.OPERATION_NOT_INITIALIZED;
            session.Find = null;
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
