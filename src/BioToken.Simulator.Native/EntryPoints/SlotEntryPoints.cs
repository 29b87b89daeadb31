using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Cryptoki;
using BioToken.Simulator.Native.Codec;
using static BioToken.Simulator.Native.EntryPoints.EntryPoint;
using static BioToken.Simulator.Native.EntryPoints.LoadedModule;

namespace BioToken.Simulator.Native.EntryPoints;

/// <summary>Slot and token functions (PKCS#11 v2.40 section 5.5).</summary>
internal static unsafe class SlotEntryPoints
{
    private const nuint DoNotBlock = 1; // CKF_DONT_BLOCK

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint GetSlotList(nuint tokenPresent, byte* slots, byte* count) => Run(() =>
    {
        if (count is null)
            return CKR.ARGUMENTS_BAD;
        // CK_BBOOL: anything but CK_FALSE is true.
        bool isPresent = (tokenPresent & byte.MaxValue) != 0;
        int capacity = slots is null ? 0 : Bounded(ReadULong(count));
        // A caller may specify any capacity: no more is allocated than there are slots.
        if (capacity > UsualList && Module.GetSlotList(isPresent, [], out int there) == CKR.OK)
            capacity = Math.Min(capacity, Math.Max(there, UsualList));
        Span<nuint> list = capacity <= UsualList ? stackalloc nuint[UsualList] : new nuint[capacity];
        CKR rv = Module.GetSlotList(isPresent, list[..capacity], out int found);
        return WriteList<nuint>(rv, list[..capacity], found, lengthError: 0, slots, count, static slot => slot);
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint GetSlotInfo(nuint slot, byte* info) => Describe(
        static (SimulatedCryptoki module, nuint slot, out SlotInfo value) => module.GetSlotInfo(slot, out value),
        slot, info, Structures.SlotInfo.Size, Structures.Encode);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint GetTokenInfo(nuint slot, byte* info) => Describe(
        static (SimulatedCryptoki module, nuint slot, out TokenInfo value) => module.GetTokenInfo(slot, out value),
        slot, info, Structures.TokenInfo.Size, Structures.Encode);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint WaitForSlotEvent(nuint flags, byte* slot, byte* reserved) => Run(() =>
    {
        if (slot is null || reserved is not null)
            return CKR.ARGUMENTS_BAD;
        CKR rv = (flags & DoNotBlock) != 0 ? Module.PollSlotEvent(out nuint changed) : Module.SlotEvents.WaitForSlotEvent(out changed);
        if (rv == CKR.OK)
            WriteULong(slot, changed);
        return rv;
    });
}
