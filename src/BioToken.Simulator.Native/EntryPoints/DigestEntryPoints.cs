using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki;
using BioToken.Simulator.Mechanisms.Operations;
using static BioToken.Simulator.Native.EntryPoints.OperationEntryPoint;

namespace BioToken.Simulator.Native.EntryPoints;

/// <summary>Message digests (PKCS#11 v2.40 section 5.10).</summary>
internal static unsafe class DigestEntryPoints
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint DigestInit(nuint session, byte* mechanism)
        => Start(
            static (module, session, in mechanism, _) => module.Digests.DigestInit(session, mechanism),
            MechanismFlags.Digest, session, mechanism, key: 0);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint Digest(nuint session, byte* data, nuint length, byte* digest, byte* digestLength)
        => Transform(
            static (SimulatedCryptoki module, nuint session, ReadOnlySpan<byte> input, OutputBuffer output, out int written)
                => module.Digests.Digest(session, input, output, out written),
            MechanismFlags.Digest, session, data, length, digest, digestLength);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint DigestUpdate(nuint session, byte* part, nuint length)
        => Update(
            static (module, session, input) => module.Digests.DigestUpdate(session, input), MechanismFlags.Digest, session, part, length);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint DigestFinal(nuint session, byte* digest, byte* digestLength)
        => Transform(
            static (SimulatedCryptoki module, nuint session, ReadOnlySpan<byte> _, OutputBuffer output, out int written)
                => module.Digests.DigestFinal(session, output, out written),
            MechanismFlags.Digest, session, null, 0, digest, digestLength);
}
