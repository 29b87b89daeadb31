using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Native.Codec;
using static BioToken.Simulator.Native.EntryPoints.EntryPoint;
using static BioToken.Simulator.Native.EntryPoints.LoadedModule;

namespace BioToken.Simulator.Native.EntryPoints;

/// <summary>Object management (PKCS#11 v2.40 section 5.7).</summary>
internal static unsafe class ObjectEntryPoints
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint CreateObject(nuint session, byte* attributes, nuint count, byte* handle) => Run(() =>
    {
        using AttributeTemplate template = new();
        CKR rv = handle is null ? CKR.ARGUMENTS_BAD : Structures.Decode(attributes, count, template);
        if (rv != CKR.OK)
            return Refuse(session, rv);
        rv = Module.CreateObject(session, template, out nuint created);
        if (rv == CKR.OK)
            WriteULong(handle, created);
        return rv;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint CopyObject(nuint session, nuint source, byte* attributes, nuint count, byte* handle) => Run(() =>
    {
        using AttributeTemplate template = new();
        CKR rv = handle is null ? CKR.ARGUMENTS_BAD : Structures.Decode(attributes, count, template);
        if (rv != CKR.OK)
            return Refuse(session, rv);
        rv = Module.Objects.CopyObject(session, source, template, out nuint created);
        if (rv == CKR.OK)
            WriteULong(handle, created);
        return rv;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint DestroyObject(nuint session, nuint handle) => Run(() => Module.DestroyObject(session, handle));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint GetObjectSize(nuint session, nuint handle, byte* size) => Run(() =>
    {
        if (size is null)
            return Refuse(session);
        CKR rv = Module.Objects.GetObjectSize(session, handle, out ulong bytes);
        if (rv == CKR.OK)
            WriteULong(size, bytes);
        return rv;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint GetAttributeValue(nuint session, nuint handle, byte* attributes, nuint count) => Run(() =>
    {
        if (attributes is null || count > AttributeArray.MaxCount)
            return Refuse(session);
        AttributeArray array = new(Structures, attributes, (int)count);
        using AttributeQuery query = array.ToQuery();
        CKR rv = Module.Attributes.GetAttributeValue(session, handle, query, out int lengthError);
        return rv is CKR.OK or CKR.ATTRIBUTE_SENSITIVE or CKR.ATTRIBUTE_TYPE_INVALID ? array.Fill(query, rv, lengthError) : rv;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint SetAttributeValue(nuint session, nuint handle, byte* attributes, nuint count) => Run(() =>
    {
        using AttributeTemplate template = new();
        CKR rv = attributes is null ? CKR.ARGUMENTS_BAD : Structures.Decode(attributes, count, template);
        return rv == CKR.OK ? Module.Attributes.SetAttributeValue(session, handle, template) : Refuse(session, rv);
    });
}
