using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki.Application;
using BioToken.Simulator.Cryptoki.Calls;
using BioToken.Simulator.Faults;
using BioToken.Simulator.Objects;

namespace BioToken.Simulator.Cryptoki.Objects;

/// <summary>Object search (PKCS#11 v2.40 section 5.7).</summary>
internal sealed class SearchFunctions(ApplicationState application, CallEntry calls)
{
    public CKR FindObjectsInit(nuint session, AttributeTemplate template)
    {
        if (template is null)
            return CKR.ARGUMENTS_BAD;
        Call call = calls.Enter(TokenFunction.FindObjectsInit, session, CallSubject.Of(template));
        return call.EarlyReturn ?? call.End(FindObjectsInit(call.Session, template));
    }

    public CKR FindObjects(nuint session, Span<nuint> objects, out int count)
    {
        CKR rv = FindObjects(session, objects, out int found, out int lengthError);
        count = rv == CKR.OK ? Lengths.Add(found, lengthError) : 0;
        rv = Lengths.Check(rv, ref count, objects.Length);
        if (count > found)
            objects[found..count].Clear();
        return rv;
    }

    /// <summary>Continues a search.</summary>
    /// <param name="session">The session.</param>
    /// <param name="objects">Receives handles.</param>
    /// <param name="count">How many were received.</param>
    /// <param name="lengthError">A fault's error of the number; usually 0.</param>
    public CKR FindObjects(nuint session, Span<nuint> objects, out int count, out int lengthError)
    {
        count = 0;
        Call call = calls.Enter(TokenFunction.FindObjects, session);
        lengthError = call.LengthError;
        return call.EarlyReturn ?? call.End(FindObjects(call.Session, objects, out count));
    }

    public CKR FindObjectsFinal(nuint session)
    {
        Call call = calls.Enter(TokenFunction.FindObjectsFinal, session);
        return call.EarlyReturn ?? call.End(FindObjectsFinal(call.Session));
    }

    private CKR FindObjectsInit(Session session, AttributeTemplate template)
    {
        CKR rv = session.Device.TryRefresh(isForced: true);
        if (rv != CKR.OK)
            return rv;
        lock (session.Gate)
        {
            if (session.Search is not null)
                return CKR.OPERATION_ACTIVE;
            session.Search = new ObjectSearch(Search(session, template));
        }

        return CKR.OK;
    }

    private static CKR FindObjects(Session session, Span<nuint> objects, out int count)
    {
        count = 0;
        lock (session.Gate)
        {
            if (session.Search is not { } search)
                return CKR.OPERATION_NOT_INITIALIZED;
            count = search.ReadNext(objects);
        }

        return CKR.OK;
    }

    private static CKR FindObjectsFinal(Session session)
    {
        lock (session.Gate)
        {
            if (session.Search is null)
                return CKR.OPERATION_NOT_INITIALIZED;
            session.Search = null;
        }

        return CKR.OK;
    }

    private nuint[] Search(Session session, AttributeTemplate template)
    {
        TokenConnection connection = session.Connection;
        List<nuint> handles = [];
        lock (application.Gate)
        {
            foreach (TokenObject candidate in session.Device.Objects)
            {
                if (connection.CanSee(candidate) && candidate.Matches(template))
                    handles.Add(connection.HandleOf(candidate));
            }

            handles.AddRange(connection.SessionObjects
                .Where(entry => connection.CanSee(entry.Object!) && entry.Object!.Matches(template)).Select(entry => entry.Handle));
            // Section 4.3: hardware features are found only by a search for their class.
            if (template.TryGet(CKA.CLASS, out _) && CountersFeature.Create(session.Device).Matches(template))
                handles.Add(connection.HandleOf(known: null));
        }

        return [.. handles];
    }
}
