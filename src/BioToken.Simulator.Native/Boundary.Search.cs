using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BioToken.Pkcs11;

namespace BioToken.Simulator.Native;

// Object search (PKCS#11 v2.40 section 5.7).
internal static unsafe partial class Boundary
{
    private const int FoundAtOnce = 256;

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
            Span<nuint> found = stackalloc nuint[FoundAtOnce];
            nuint given = 0;
            int taken;
            do
            {
                found = found[..(int)Math.Min(capacity - given, FoundAtOnce)];
                CKR rv = Module.FindObjects(session, found, out taken);
                if (rv != CKR.OK)
                    return Answer(rv);
                for (int i = 0; i < taken; i++)
                    WriteULong(handles + (given + (nuint)i) * (nuint)Layout.ULongSize, found[i]);
                given += (nuint)taken;
            }
            while (taken == FoundAtOnce && given < capacity);

            WriteULong(count, given);
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
