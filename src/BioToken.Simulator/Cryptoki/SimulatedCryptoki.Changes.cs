using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Copies and changes of objects (PKCS#11 v2.40 section 5.7).
public sealed partial class SimulatedCryptoki
{
    internal CKR CopyObject(nuint session, nuint source, AttributeTemplate template, out nuint handle)
    {
        handle = 0;
        if (template is null)
            return CKR.ARGUMENTS_BAD;
        Call call = Take(TokenFunction.CopyObject, session, CallSubject.Object(source));
        return call.Answer ?? call.End(CopyObject(call.Session, source, template, out handle));
    }

    internal CKR SetAttributeValue(nuint session, nuint handle, AttributeTemplate template)
    {
        if (template is null)
            return CKR.ARGUMENTS_BAD;
        Call call = Take(TokenFunction.SetAttributeValue, session, CallSubject.Object(handle));
        return call.Answer ?? call.End(SetAttributeValue(call.Session, handle, template));
    }

    private CKR CopyObject(Session session, nuint source, AttributeTemplate template, out nuint handle)
    {
        handle = 0;
        TokenObject copied;
        lock (_gate)
        {
            if (FindObject(session, source) is not { } entry)
                return CKR.OBJECT_HANDLE_INVALID;
            // The counters feature is the device's own.
            if (entry.Object is null || !entry.Object.Attributes.GetBoolean(CKA.COPYABLE))
                return CKR.ACTION_PROHIBITED;
            copied = entry.Object;
        }

        CKR rv = new ObjectChange(template, isCopy: true, IsOfficer(session)).Apply(copied, out AttributeSet? attributes);
        return rv == CKR.OK ? Store(session, attributes!, out handle) : rv;
    }

    private CKR SetAttributeValue(Session session, nuint handle, AttributeTemplate template)
    {
        ObjectChange change = new(template, isCopy: false, IsOfficer(session));
        TokenObject changed;
        lock (_gate)
        {
            if (FindObject(session, handle) is not { } entry)
                return CKR.OBJECT_HANDLE_INVALID;
            if (entry.Object is null || !entry.Object.Attributes.GetBoolean(CKA.MODIFIABLE))
                return CKR.ACTION_PROHIBITED;
            if (entry.Object.IsToken && !session.IsReadWrite)
                return CKR.SESSION_READ_ONLY;
            changed = entry.Object;
            if (!changed.IsToken)
                return ChangeInSession(session, handle, changed, change);
        }

        try
        {
            return session.Device.Change(changed, change, session.Insertion);
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            return CKR.DEVICE_ERROR;
        }
    }

    private static CKR ChangeInSession(Session session, nuint handle, TokenObject changed, ObjectChange change)
    {
        CKR rv = change.Apply(changed, out AttributeSet? attributes);
        if (rv == CKR.OK)
            session.Connection.Replace(handle, new TokenObject(changed.Name, attributes!, changed.Version + 1));
        return rv;
    }
}
