using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki;
using BioToken.Simulator.Mechanisms.Operations;
using static BioToken.Simulator.Native.EntryPoints.OperationEntryPoint;

namespace BioToken.Simulator.Native.EntryPoints;

/// <summary>Signatures (PKCS#11 v2.40 section 5.11).</summary>
internal static unsafe class SigningEntryPoints
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint SignInit(nuint session, byte* mechanism, nuint key)
        => Start(
            static (module, session, in mechanism, key) => module.Signing.SignInit(session, mechanism, key),
            MechanismFlags.Sign, session, mechanism, key);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint Sign(nuint session, byte* data, nuint length, byte* signature, byte* signatureLength)
        => Transform(
            static (SimulatedCryptoki module, nuint session, ReadOnlySpan<byte> input, OutputBuffer output, out int written)
                => module.Signing.Sign(session, input, output, out written),
            MechanismFlags.Sign, session, data, length, signature, signatureLength);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint SignUpdate(nuint session, byte* part, nuint length)
        => Update(
            static (module, session, input) => module.Signing.SignUpdate(session, input), MechanismFlags.Sign, session, part, length);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint SignFinal(nuint session, byte* signature, byte* signatureLength)
        => Transform(
            static (SimulatedCryptoki module, nuint session, ReadOnlySpan<byte> _, OutputBuffer output, out int written)
                => module.Signing.SignFinal(session, output, out written),
            MechanismFlags.Sign, session, null, 0, signature, signatureLength);
}
