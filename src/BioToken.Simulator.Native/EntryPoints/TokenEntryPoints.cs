using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Native.Codec;
using static BioToken.Simulator.Native.EntryPoints.EntryPoint;
using static BioToken.Simulator.Native.EntryPoints.LoadedModule;

namespace BioToken.Simulator.Native.EntryPoints;

/// <summary>A token's mechanisms, and its initialization (PKCS#11 v2.40 section 5.5).</summary>
internal static unsafe class TokenEntryPoints
{
    private const int LabelLength = 32;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint GetMechanismList(nuint slot, byte* mechanisms, byte* count) => Run(() =>
    {
        if (count is null)
            return CKR.ARGUMENTS_BAD;
        int capacity = mechanisms is null ? 0 : (int)Math.Min(ReadULong(count), MaxList);
        Span<CKM> list = capacity <= UsualList ? stackalloc CKM[UsualList] : new CKM[capacity];
        CKR rv = Module.Slots.GetMechanismList(slot, list[..capacity], out int found, out int lengthError);
        return WriteList<CKM>(rv, list[..capacity], found, lengthError, mechanisms, count, static type => (ulong)type);
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint GetMechanismInfo(nuint slot, nuint type, byte* info) => Run(() =>
    {
        if (info is null)
            return CKR.ARGUMENTS_BAD;
        CKR rv = Module.GetMechanismInfo(slot, (CKM)type, out MechanismInfo answered);
        if (rv == CKR.OK)
            Structures.Encode(answered, new Span<byte>(info, Structures.MechanismInfo.Size));
        return rv;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint InitToken(nuint slot, byte* pin, nuint pinLength, byte* label) => Run(() =>
    {
        if (label is null || !IsPin(pin, pinLength))
            return CKR.ARGUMENTS_BAD;
        ReadOnlySpan<byte> officerPin = new(pin, Bounded(pinLength));
        return Module.Administration.InitToken(slot, officerPin, isOnDevice: pin is null, new ReadOnlySpan<byte>(label, LabelLength));
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint InitPin(nuint session, byte* pin, nuint pinLength) => Run(() =>
    {
        if (!IsPin(pin, pinLength))
            return Refuse(session);
        return Module.Administration.InitPin(session, new ReadOnlySpan<byte>(pin, Bounded(pinLength)), isOnDevice: pin is null);
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint SetPin(nuint session, byte* oldPin, nuint oldLength, byte* newPin, nuint newLength) => Run(() =>
    {
        // Either both are specified, or the device asks for both (section 5.5, C_SetPIN).
        bool isOnDevice = oldPin is null;
        if (!IsPin(oldPin, oldLength) || !IsPin(newPin, newLength) || isOnDevice != newPin is null)
            return Refuse(session);
        ReadOnlySpan<byte> changed = new(newPin, Bounded(newLength));
        return Module.Administration.SetPin(session, new ReadOnlySpan<byte>(oldPin, Bounded(oldLength)), changed, isOnDevice);
    });
}
