using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki.Application;
using BioToken.Simulator.Cryptoki.Calls;
using BioToken.Simulator.Faults;
using BioToken.Simulator.Objects;
using BioToken.Simulator.Objects.Attributes;

namespace BioToken.Simulator.Cryptoki.Objects;

/// <summary>Reading and changing attributes of objects (PKCS#11 v2.40 section 5.7).</summary>
internal sealed class AttributeFunctions(ApplicationState application, CallEntry calls)
{
    public CKR GetAttributeValue(nuint session, nuint handle, AttributeQuery query)
    {
        CKR rv = GetAttributeValue(session, handle, query, out int lengthError);
        return lengthError == 0 ? rv : Lengths.Add(query, lengthError, rv);
    }

    /// <summary>Reads attributes as they are.</summary>
    /// <param name="session">The session.</param>
    /// <param name="handle">The object.</param>
    /// <param name="query">Receives the values.</param>
    /// <param name="lengthError">A fault's error of their lengths; usually 0.</param>
    public CKR GetAttributeValue(nuint session, nuint handle, AttributeQuery query, out int lengthError)
    {
        lengthError = 0;
        if (query is null)
            return CKR.ARGUMENTS_BAD;
        query.Clear();
        Call call = calls.Enter(TokenFunction.GetAttributeValue, session, CallSubject.Object(handle));
        lengthError = call.LengthError;
        return call.EarlyReturn ?? call.End(GetAttributeValue(call.Session, handle, query));
    }

    public CKR SetAttributeValue(nuint session, nuint handle, AttributeTemplate template)
    {
        if (template is null)
            return CKR.ARGUMENTS_BAD;
        Call call = calls.Enter(TokenFunction.SetAttributeValue, session, CallSubject.Object(handle));
        return call.EarlyReturn ?? call.End(SetAttributeValue(call.Session, handle, template));
    }

    private CKR GetAttributeValue(Session session, nuint handle, AttributeQuery query)
    {
        TokenObject read;
        lock (application.Gate)
        {
            if (session.FindObject(handle) is not { } entry)
                return CKR.OBJECT_HANDLE_INVALID;
            read = entry.Object ?? CountersFeature.Create(session.Device);
        }

        return Fill(query, read);
    }

    private CKR SetAttributeValue(Session session, nuint handle, AttributeTemplate template)
    {
        ObjectChange change = new(template, isCopy: false, application.IsOfficer(session));
        TokenObject changed;
        lock (application.Gate)
        {
            if (session.FindObject(handle) is not { } entry)
                return CKR.OBJECT_HANDLE_INVALID;
            if (entry.Object is null || !entry.Object.Attributes.GetBoolean(CKA.MODIFIABLE))
                return CKR.ACTION_PROHIBITED;
            if (entry.Object.IsToken && !session.IsReadWrite)
                return CKR.SESSION_READ_ONLY;
            changed = entry.Object;
            if (!changed.IsToken)
                return ChangeInSession(session, handle, changed, change);
        }

        return session.Device.Change(changed, change, session.Insertion);
    }

    private static CKR ChangeInSession(Session session, nuint handle, TokenObject changed, ObjectChange change)
    {
        CKR rv = change.Apply(changed, out AttributeSet? attributes);
        if (rv == CKR.OK)
            session.Connection.Replace(handle, new TokenObject(changed.Name, attributes!, changed.Version + 1));
        return rv;
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
