using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BioToken.Pkcs11;

namespace BioToken.Simulator.Native;

// Object management (PKCS#11 v2.40 section 5.7).
internal static unsafe partial class Boundary
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint CreateObject(nuint session, byte* attributes, nuint count, byte* handle)
    {
        try
        {
            using AttributeTemplate template = new();
            CKR rv = handle is null ? CKR.ARGUMENTS_BAD : Structures.Decode(attributes, count, template);
            if (rv != CKR.OK)
                return Answer(Refuse(session, rv));
            rv = Module.CreateObject(session, template, out nuint created);
            if (rv == CKR.OK)
                WriteULong(handle, created);
            return Answer(rv);
        }
        catch (Exception e)
        {
            return Failure(e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint CopyObject(nuint session, nuint source, byte* attributes, nuint count, byte* handle)
    {
        try
        {
            using AttributeTemplate template = new();
            CKR rv = handle is null ? CKR.ARGUMENTS_BAD : Structures.Decode(attributes, count, template);
            if (rv != CKR.OK)
                return Answer(Refuse(session, rv));
            rv = Module.CopyObject(session, source, template, out nuint created);
            if (rv == CKR.OK)
                WriteULong(handle, created);
            return Answer(rv);
        }
        catch (Exception e)
        {
            return Failure(e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint DestroyObject(nuint session, nuint handle)
    {
        try
        {
            return Answer(Module.DestroyObject(session, handle));
        }
        catch (Exception e)
        {
            return Failure(e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint GetObjectSize(nuint session, nuint handle, byte* size)
    {
        try
        {
            if (size is null)
                return Answer(Refuse(session));
            CKR rv = Module.GetObjectSize(session, handle, out ulong bytes);
            if (rv == CKR.OK)
                WriteULong(size, bytes);
            return Answer(rv);
        }
        catch (Exception e)
        {
            return Failure(e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint GetAttributeValue(nuint session, nuint handle, byte* attributes, nuint count)
    {
        try
        {
            if (attributes is null || count > AttributeArray.MaxCount)
                return Answer(Refuse(session));
            AttributeArray array = new(Structures, attributes, (int)count);
            using AttributeQuery query = array.ToQuery();
            CKR rv = Module.GetAttributeValue(session, handle, query, out int lengthError);
            return Answer(rv is CKR.OK or CKR.ATTRIBUTE_SENSITIVE or CKR.ATTRIBUTE_TYPE_INVALID ? array.Fill(query, rv, lengthError) : rv);
        }
        catch (Exception e)
        {
            return Failure(e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint SetAttributeValue(nuint session, nuint handle, byte* attributes, nuint count)
    {
        try
        {
            using AttributeTemplate template = new();
            CKR rv = attributes is null ? CKR.ARGUMENTS_BAD : Structures.Decode(attributes, count, template);
            return Answer(rv == CKR.OK ? Module.SetAttributeValue(session, handle, template) : Refuse(session, rv));
        }
        catch (Exception e)
        {
            return Failure(e);
        }
    }
}
