using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Native.Codec;
using static BioToken.Simulator.Native.EntryPoints.EntryPoint;
using static BioToken.Simulator.Native.EntryPoints.LoadedModule;

namespace BioToken.Simulator.Native.EntryPoints;

/// <summary>Object search (PKCS#11 v2.40 section 5.7).</summary>
internal static unsafe class SearchEntryPoints
{
    private const int UsualFound = 256;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint FindObjectsInit(nuint session, byte* attributes, nuint count) => Run(() =>
    {
        using AttributeTemplate template = new();
        CKR rv = Structures.Decode(attributes, count, template);
        return rv == CKR.OK ? Module.FindObjectsInit(session, template) : Refuse(session, rv);
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint FindObjects(nuint session, byte* handles, nuint maxCount, byte* count) => Run(() =>
    {
        if (count is null || (handles is null && maxCount > 0))
            return Refuse(session);
        int capacity = (int)Math.Min(maxCount, MaxList);
        Span<nuint> found = capacity <= UsualFound ? stackalloc nuint[UsualFound] : new nuint[capacity];
        CKR rv = Module.Search.FindObjects(session, found[..capacity], out int given, out int lengthError);
        return WriteList<nuint>(rv, found[..capacity], given, lengthError, handles, count, static handle => handle);
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint FindObjectsFinal(nuint session) => Run(() => Module.FindObjectsFinal(session));
}
