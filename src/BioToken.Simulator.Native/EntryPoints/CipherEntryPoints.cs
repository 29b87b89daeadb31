using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki;
using BioToken.Simulator.Mechanisms.Operations;
using static BioToken.Simulator.Native.EntryPoints.OperationEntryPoint;

namespace BioToken.Simulator.Native.EntryPoints;

/// <summary>Encryption and decryption (PKCS#11 v2.40 sections 5.8 and 5.9).</summary>
internal static unsafe class CipherEntryPoints
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint EncryptInit(nuint session, byte* mechanism, nuint key)
        => Start(
            static (module, session, in mechanism, key) => module.Encryption.Init(session, mechanism, key),
            MechanismFlags.Encrypt, session, mechanism, key);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint Encrypt(nuint session, byte* data, nuint length, byte* encrypted, byte* encryptedLength)
        => Transform(
            static (SimulatedCryptoki module, nuint session, ReadOnlySpan<byte> input, OutputBuffer output, out int written)
                => module.Encryption.Run(session, input, output, out written),
            MechanismFlags.Encrypt, session, data, length, encrypted, encryptedLength);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint EncryptUpdate(nuint session, byte* part, nuint length, byte* encrypted, byte* encryptedLength)
        => Transform(
            static (SimulatedCryptoki module, nuint session, ReadOnlySpan<byte> input, OutputBuffer output, out int written)
                => module.Encryption.Update(session, input, output, out written),
            MechanismFlags.Encrypt, session, part, length, encrypted, encryptedLength);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint EncryptFinal(nuint session, byte* encrypted, byte* encryptedLength)
        => Transform(
            static (SimulatedCryptoki module, nuint session, ReadOnlySpan<byte> _, OutputBuffer output, out int written)
                => module.Encryption.Final(session, output, out written),
            MechanismFlags.Encrypt, session, null, 0, encrypted, encryptedLength);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint DecryptInit(nuint session, byte* mechanism, nuint key)
        => Start(
            static (module, session, in mechanism, key) => module.Decryption.Init(session, mechanism, key),
            MechanismFlags.Decrypt, session, mechanism, key);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint Decrypt(nuint session, byte* encrypted, nuint length, byte* data, byte* dataLength)
        => Transform(
            static (SimulatedCryptoki module, nuint session, ReadOnlySpan<byte> input, OutputBuffer output, out int written)
                => module.Decryption.Run(session, input, output, out written),
            MechanismFlags.Decrypt, session, encrypted, length, data, dataLength);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint DecryptUpdate(nuint session, byte* encrypted, nuint length, byte* part, byte* partLength)
        => Transform(
            static (SimulatedCryptoki module, nuint session, ReadOnlySpan<byte> input, OutputBuffer output, out int written)
                => module.Decryption.Update(session, input, output, out written),
            MechanismFlags.Decrypt, session, encrypted, length, part, partLength);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint DecryptFinal(nuint session, byte* part, byte* partLength)
        => Transform(
            static (SimulatedCryptoki module, nuint session, ReadOnlySpan<byte> _, OutputBuffer output, out int written)
                => module.Decryption.Final(session, output, out written),
            MechanismFlags.Decrypt, session, null, 0, part, partLength);
}
