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
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        TokenObject copied;
        lock (_gate)
        {
            if (FindObject(found, source) is not { } entry)
                return CKR.OBJECT_HANDLE_INVALID;
            // The counters feature is the device's own.
            if (entry.Object is null || !entry.Object.Attributes.GetBoolean(CKA.COPYABLE))
                return CKR.ACTION_PROHIBITED;
            copied = entry.Object;
        }

        rv = new ObjectChange(template, isCopy: true, IsOfficer(found)).Apply(copied, out AttributeSet? attributes);
        return rv == CKR.OK ? Store(found, attributes!, out handle) : rv;
    }

    internal CKR SetAttributeValue(nuint session, nuint handle, AttributeTemplate template)
    {
        if (template is null)
            return CKR.ARGUMENTS_BAD;
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        ObjectChange change = new(template, isCopy: false, IsOfficer(found));
        TokenObject changed;
        lock (_gate)
        {
            if (FindObject(found, handle) is not { } entry)
                return CKR.OBJECT_HANDLE_INVALID;
            if (entry.Object is null || !entry.Object.Attributes.GetBoolean(CKA.MODIFIABLE))
                return CKR.ACTION_PROHIBITED;
            if (entry.Object.IsToken && !found.IsReadWrite)
                return CKR.SESSION_READ_ONLY;
            changed = entry.Object;
            if (!changed.IsToken)
                return ChangeInSession(found, handle, changed, change);
        }

        try
        {
            return found.Device.Change(changed, change, found.Insertion);
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
