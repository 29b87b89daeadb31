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
}
