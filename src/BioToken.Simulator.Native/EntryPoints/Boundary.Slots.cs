using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Cryptoki.Calls;
using BioToken.Simulator.Native.Codec;

namespace BioToken.Simulator.Native.EntryPoints;

// Slot and token functions (PKCS#11 v2.40 section 5.5).
internal static unsafe partial class Boundary
{
    private const nuint DoNotBlock = 1; // CKF_DONT_BLOCK
    private const int LabelLength = 32;
    private const int UsualCount = 64;
    private const ulong MaxList = 64 * 1024;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint GetSlotList(nuint tokenPresent, byte* slots, byte* count) => Run(() =>
    {
        if (count is null)
            return CKR.ARGUMENTS_BAD;
        // CK_BBOOL: anything but CK_FALSE is true.
        bool isPresent = (tokenPresent & byte.MaxValue) != 0;
        int room = slots is null ? 0 : Bounded(ReadULong(count));
        // A caller may say that it has room for everything: no more is made here than there are slots.
        if (room > UsualCount && Module.GetSlotList(isPresent, [], out int there) == CKR.OK)
            room = Math.Min(room, Math.Max(there, UsualCount));
        Span<nuint> list = room <= UsualCount ? stackalloc nuint[UsualCount] : new nuint[room];
        CKR rv = Module.GetSlotList(isPresent, list[..room], out int found);
        return WriteList<nuint>(rv, list[..room], found, lengthError: 0, slots, count, static slot => slot);
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint GetSlotInfo(nuint slot, byte* info) => Run(() =>
    {
        if (info is null)
            return CKR.ARGUMENTS_BAD;
        CKR rv = Module.GetSlotInfo(slot, out SlotInfo answered);
        if (rv == CKR.OK)
            Structures.Encode(answered, new Span<byte>(info, Structures.SlotInfo.Size));
        return rv;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint GetTokenInfo(nuint slot, byte* info) => Run(() =>
    {
        if (info is null)
            return CKR.ARGUMENTS_BAD;
        CKR rv = Module.GetTokenInfo(slot, out TokenInfo answered);
        if (rv == CKR.OK)
            Structures.Encode(answered, new Span<byte>(info, Structures.TokenInfo.Size));
        return rv;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint WaitForSlotEvent(nuint flags, byte* slot, byte* reserved) => Run(() =>
    {
        if (slot is null || reserved is not null)
            return CKR.ARGUMENTS_BAD;
        CKR rv = (flags & DoNotBlock) != 0 ? Module.PollSlotEvent(out nuint changed) : Module.WaitForSlotEvent(out changed);
        if (rv == CKR.OK)
            WriteULong(slot, changed);
        return rv;
    });

    /// <summary>Writes a list, or its length to a NULL pointer, by the convention of section 5.2.</summary>
    private static CKR WriteList<T>(
        CKR rv, ReadOnlySpan<T> list, int found, int lengthError, byte* place, byte* count, Func<T, ulong> number)
    {
        if (rv is not (CKR.OK or CKR.BUFFER_TOO_SMALL))
            return rv;
        WriteLength(count, (ulong)found, lengthError);
        if (place is null || rv == CKR.BUFFER_TOO_SMALL)
            return rv;
        if (found > list.Length)
            return CKR.BUFFER_TOO_SMALL;
        // After the last, where a fault counts more of them, there are zeros.
        int reported = Math.Min(Lengths.Add(found, lengthError), list.Length);
        for (int i = 0; i < reported; i++)
            WriteULong(place + i * Layout.ULongSize, i < found ? number(list[i]) : 0);
        return CKR.OK;
    }
}
