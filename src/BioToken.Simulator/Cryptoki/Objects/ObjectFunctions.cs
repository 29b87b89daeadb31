using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki.Application;
using BioToken.Simulator.Cryptoki.Calls;
using BioToken.Simulator.Faults;
using BioToken.Simulator.Objects;
using BioToken.Simulator.Objects.Attributes;

namespace BioToken.Simulator.Cryptoki.Objects;

/// <summary>Creating, copying and destroying objects (PKCS#11 v2.40 section 5.7).</summary>
internal sealed class ObjectFunctions(ApplicationState application, CallEntry calls, ObjectStorage storage)
{
    public CKR CreateObject(nuint session, AttributeTemplate template, out nuint handle)
    {
        handle = 0;
        if (template is null)
            return CKR.ARGUMENTS_BAD;
        Call call = calls.Enter(TokenFunction.CreateObject, session, CallSubject.Of(template));
        return call.EarlyReturn ?? call.End(CreateObject(call.Session, template, out handle));
    }

    public CKR CopyObject(nuint session, nuint source, AttributeTemplate template, out nuint handle)
    {
        handle = 0;
        if (template is null)
            return CKR.ARGUMENTS_BAD;
        Call call = calls.Enter(TokenFunction.CopyObject, session, CallSubject.Object(source));
        return call.EarlyReturn ?? call.End(CopyObject(call.Session, source, template, out handle));
    }

    public CKR DestroyObject(nuint session, nuint handle)
    {
        Call call = calls.Enter(TokenFunction.DestroyObject, session, CallSubject.Object(handle));
        return call.EarlyReturn ?? call.End(DestroyObject(call.Session, handle));
    }

    public CKR GetObjectSize(nuint session, nuint handle, out ulong size)
    {
        size = 0;
        Call call = calls.Enter(TokenFunction.GetObjectSize, session, CallSubject.Object(handle));
        if (call.EarlyReturn is { } early)
            return early;
        CKR rv = GetObjectSize(call.Session, handle, out size);
        size = Lengths.Add(size, call.LengthError);
        return call.End(rv);
    }

    private CKR CreateObject(Session session, AttributeTemplate template, out nuint handle)
    {
        handle = 0;
        CKR rv = ObjectBuilder.Build(template, application.IsOfficer(session), session.IsAlwaysAuthenticate, out AttributeSet? attributes);
        return rv == CKR.OK ? storage.Store(session, attributes!, out handle) : rv;
    }

    private CKR CopyObject(Session session, nuint source, AttributeTemplate template, out nuint handle)
    {
        handle = 0;
        TokenObject copied;
        lock (application.Gate)
        {
            if (session.FindObject(source) is not { } entry)
                return CKR.OBJECT_HANDLE_INVALID;
            // The counters feature belongs to the device.
            if (entry.Object is null || !entry.Object.Attributes.GetBoolean(CKA.COPYABLE))
                return CKR.ACTION_PROHIBITED;
            copied = entry.Object;
        }

        CKR rv = new ObjectChange(template, isCopy: true, application.IsOfficer(session)).Apply(copied, out AttributeSet? attributes);
        return rv == CKR.OK ? storage.Store(session, attributes!, out handle) : rv;
    }

    private CKR DestroyObject(Session session, nuint handle)
    {
        TokenObject destroyed;
        lock (application.Gate)
        {
            if (session.FindObject(handle) is not { } entry)
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

        CKR rv = session.Device.Destroy(destroyed, session.Insertion);
        if (rv == CKR.OK)
        {
            lock (application.Gate)
                session.Connection.Remove(handle);
        }

        return rv;
    }

    private CKR GetObjectSize(Session session, nuint handle, out ulong size)
    {
        size = 0;
        lock (application.Gate)
        {
            if (session.FindObject(handle) is not { } entry)
                return CKR.OBJECT_HANDLE_INVALID;
            size = (ulong)(entry.Object ?? CountersFeature.Create(session.Device)).Size;
        }

        return CKR.OK;
    }
}
