using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BioToken.Pkcs11.Constants;
using static BioToken.Simulator.Native.EntryPoints.EntryPoint;
using static BioToken.Simulator.Native.EntryPoints.LoadedModule;
using static BioToken.Simulator.Native.EntryPoints.OperationEntryPoint;

namespace BioToken.Simulator.Native.EntryPoints;

/// <summary>Verification of signatures (PKCS#11 v2.40 section 5.12).</summary>
internal static unsafe class VerificationEntryPoints
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint VerifyInit(nuint session, byte* mechanism, nuint key)
        => Start(
            static (module, session, in mechanism, key) => module.Verification.VerifyInit(session, mechanism, key),
            MechanismFlags.Verify, session, mechanism, key);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint Verify(nuint session, byte* data, nuint length, byte* signature, nuint signatureLength) => Run(() =>
    {
        if ((data is null && length > 0) || signature is null)
            return RefuseAndEnd(session, MechanismFlags.Verify);
        if (length > int.MaxValue)
            return RefuseAndEnd(session, MechanismFlags.Verify, CKR.DATA_LEN_RANGE);
        return Module.Verification.Verify(
            session, new ReadOnlySpan<byte>(data, (int)length), new ReadOnlySpan<byte>(signature, Bounded(signatureLength)));
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint VerifyUpdate(nuint session, byte* part, nuint length)
        => Update(
            static (module, session, input) => module.Verification.VerifyUpdate(session, input),
            MechanismFlags.Verify,
            session,
            part,
            length);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint VerifyFinal(nuint session, byte* signature, nuint length) => Run(() =>
    {
        if (signature is null)
            return RefuseAndEnd(session, MechanismFlags.Verify);
        return Module.Verification.VerifyFinal(session, new ReadOnlySpan<byte>(signature, Bounded(length)));
    });
}
