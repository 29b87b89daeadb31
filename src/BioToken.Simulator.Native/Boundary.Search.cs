using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BioToken.Pkcs11;

namespace BioToken.Simulator.Native;

// Object search (PKCS#11 v2.40 section 5.7).
internal static unsafe partial class Boundary
{
    private const int UsualFound = 256;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint FindObjectsInit(nuint session, byte* attributes, nuint count)
    {
        try
        {
            using AttributeTemplate template = new();
            CKR rv = Structures.Decode(attributes, count, template);
            return Answer(rv == CKR.OK ? Module.FindObjectsInit(session, template) : Refuse(session, rv));
        }
        catch (Exception e)
        {
            return Failure(e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint FindObjects(nuint session, byte* handles, nuint capacity, byte* count)
    {
        try
        {
            if (count is null || (handles is null && capacity > 0))
                return Answer(Refuse(session));
            int room = (int)Math.Min(capacity, MaxList);
            Span<nuint> found = room <= UsualFound ? stackalloc nuint[UsualFound] : new nuint[room];
            CKR rv = Module.FindObjects(session, found[..room], out int given, out int lengthError);
            if (rv != CKR.OK)
                return Answer(rv);
            // After the last, where a fault counts more of them, there are zeros.
            int reported = Math.Min(Lengths.Add(given, lengthError), room);
            for (int i = 0; i < reported; i++)
                WriteULong(handles + i * Layout.ULongSize, i < given ? found[i] : 0);
            WriteLength(count, (ulong)given, lengthError);
            return Answer(CKR.OK);
        }
        catch (Exception e)
        {
            return Failure(e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint FindObjectsFinal(nuint session)
    {
        try
        {
            return Answer(Module.FindObjectsFinal(session));
        }
        catch (Exception e)
        {
            return Failure(e);
        }
    }
}
