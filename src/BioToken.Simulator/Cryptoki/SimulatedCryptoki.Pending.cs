using BioToken.Pkcs11;

namespace BioToken.Simulator;

#pragma warning disable CA1822, IDE0060 // Members move from here to their chapters.
public sealed partial class SimulatedCryptoki
{
    // ---- administration, objects, slots ----
    internal CKR InitToken(nuint slot, ReadOnlySpan<byte> officerPin, bool isOnDevice, ReadOnlySpan<byte> label) => CKR.FUNCTION_NOT_SUPPORTED;
    internal CKR InitPin(nuint session, ReadOnlySpan<byte> pin, bool isOnDevice) => CKR.FUNCTION_NOT_SUPPORTED;
    internal CKR SetPin(nuint session, ReadOnlySpan<byte> oldPin, ReadOnlySpan<byte> newPin, bool isOnDevice) => CKR.FUNCTION_NOT_SUPPORTED;
    internal CKR CloseAllSessions(nuint slot) => CKR.FUNCTION_NOT_SUPPORTED;
    internal CKR WaitForSlotEvent(out nuint slot) { slot = 0; return CKR.FUNCTION_NOT_SUPPORTED; }
    internal CKR CopyObject(nuint session, nuint source, AttributeTemplate template, out nuint handle) { handle = 0; return CKR.FUNCTION_NOT_SUPPORTED; }
    internal CKR SetAttributeValue(nuint session, nuint handle, AttributeTemplate template) => CKR.FUNCTION_NOT_SUPPORTED;
    internal CKR GetObjectSize(nuint session, nuint handle, out ulong size) { size = 0; return CKR.FUNCTION_NOT_SUPPORTED; }

    // ---- operations ----
    internal CKR SignInit(nuint session, in MechanismArgument mechanism, nuint key) => CKR.FUNCTION_NOT_SUPPORTED;
    internal CKR Sign(nuint session, ReadOnlySpan<byte> data, OutputBuffer signature, out int written) { written = 0; return CKR.FUNCTION_NOT_SUPPORTED; }
    internal CKR SignUpdate(nuint session, ReadOnlySpan<byte> part) => CKR.FUNCTION_NOT_SUPPORTED;
    internal CKR SignFinal(nuint session, OutputBuffer signature, out int written) { written = 0; return CKR.FUNCTION_NOT_SUPPORTED; }
    internal CKR VerifyInit(nuint session, in MechanismArgument mechanism, nuint key) => CKR.FUNCTION_NOT_SUPPORTED;
    internal CKR Verify(nuint session, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => CKR.FUNCTION_NOT_SUPPORTED;
    internal CKR VerifyUpdate(nuint session, ReadOnlySpan<byte> part) => CKR.FUNCTION_NOT_SUPPORTED;
    internal CKR VerifyFinal(nuint session, ReadOnlySpan<byte> signature) => CKR.FUNCTION_NOT_SUPPORTED;
    internal CKR EncryptInit(nuint session, in MechanismArgument mechanism, nuint key) => CKR.FUNCTION_NOT_SUPPORTED;
    internal CKR Encrypt(nuint session, ReadOnlySpan<byte> data, OutputBuffer encrypted, out int written) { written = 0; return CKR.FUNCTION_NOT_SUPPORTED; }
    internal CKR EncryptUpdate(nuint session, ReadOnlySpan<byte> part, OutputBuffer encrypted, out int written) { written = 0; return CKR.FUNCTION_NOT_SUPPORTED; }
    internal CKR EncryptFinal(nuint session, OutputBuffer encrypted, out int written) { written = 0; return CKR.FUNCTION_NOT_SUPPORTED; }
    internal CKR DecryptInit(nuint session, in MechanismArgument mechanism, nuint key) => CKR.FUNCTION_NOT_SUPPORTED;
    internal CKR Decrypt(nuint session, ReadOnlySpan<byte> encrypted, OutputBuffer data, out int written) { written = 0; return CKR.FUNCTION_NOT_SUPPORTED; }
    internal CKR DecryptUpdate(nuint session, ReadOnlySpan<byte> part, OutputBuffer data, out int written) { written = 0; return CKR.FUNCTION_NOT_SUPPORTED; }
    internal CKR DecryptFinal(nuint session, OutputBuffer data, out int written) { written = 0; return CKR.FUNCTION_NOT_SUPPORTED; }
    internal CKR DigestInit(nuint session, in MechanismArgument mechanism) => CKR.FUNCTION_NOT_SUPPORTED;
    internal CKR Digest(nuint session, ReadOnlySpan<byte> data, OutputBuffer digest, out int written) { written = 0; return CKR.FUNCTION_NOT_SUPPORTED; }
    internal CKR DigestUpdate(nuint session, ReadOnlySpan<byte> part) => CKR.FUNCTION_NOT_SUPPORTED;
    internal CKR DigestFinal(nuint session, OutputBuffer digest, out int written) { written = 0; return CKR.FUNCTION_NOT_SUPPORTED; }
    internal CKR SeedRandom(nuint session, ReadOnlySpan<byte> seed) => CKR.FUNCTION_NOT_SUPPORTED;
    internal CKR GenerateRandom(nuint session, Span<byte> random) => CKR.FUNCTION_NOT_SUPPORTED;

    /// <summary>Ends operations of the kinds that the flags name (PKCS#11 v3.0 section 5.6.9, C_SessionCancel; CKF_ values of mechanism flags and CKF_FIND_OBJECTS 0x40).</summary>
    internal CKR SessionCancel(nuint session, ulong operations) => CKR.FUNCTION_NOT_SUPPORTED;
}
