using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Cryptoki;
using BioToken.Simulator.Native.Codec;
using static BioToken.Simulator.Native.EntryPoints.EntryPoint;
using static BioToken.Simulator.Native.EntryPoints.LoadedModule;

namespace BioToken.Simulator.Native.EntryPoints;

/// <summary>Session management (PKCS#11 v2.40 section 5.6; C_SessionCancel: v3.0 section 5.6.8).</summary>
internal static unsafe class SessionEntryPoints
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint OpenSession(nuint slot, nuint flags, byte* session) => Run(() =>
    {
        SessionFlags asked = (SessionFlags)flags;
        if (!asked.HasFlag(SessionFlags.Serial))
            return CKR.SESSION_PARALLEL_NOT_SUPPORTED;
        if (session is null)
            return CKR.ARGUMENTS_BAD;
        CKR rv = Module.OpenSession(slot, asked, out nuint opened);
        if (rv == CKR.OK)
            WriteULong(session, opened);
        return rv;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint CloseSession(nuint session) => Run(() => Module.CloseSession(session));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint CloseAllSessions(nuint slot) => Run(() => Module.Sessions.CloseAllSessions(slot));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint GetSessionInfo(nuint session, byte* info) => info is null ? Run(() => Refuse(session)) : Describe(
        static (SimulatedCryptoki module, nuint session, out SessionInfo value) => module.GetSessionInfo(session, out value),
        session, info, Structures.SessionInfo.Size, Structures.Encode);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint SessionCancel(nuint session, nuint operations) => Run(() => Module.Operations.SessionCancel(session, operations));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint Login(nuint session, nuint user, byte* pin, nuint pinLength) => Run(() =>
    {
        if (!IsPin(pin, pinLength))
            return Refuse(session);
        return pin is null
            ? Module.LoginOnDevice(session, (CKU)user)
            : Module.Login(session, (CKU)user, new ReadOnlySpan<byte>(pin, Bounded(pinLength)));
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint Logout(nuint session) => Run(() => Module.Logout(session));
}
