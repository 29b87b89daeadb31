using BioToken.Pkcs11;

namespace BioToken.Simulator;

#pragma warning disable CA1822, IDE0060 // Members move from here to their chapters.
public sealed partial class SimulatedCryptoki
{
    // ---- administration, objects, slots ----
    internal CKR CloseAllSessions(nuint slot) => CKR.FUNCTION_NOT_SUPPORTED;
    internal CKR WaitForSlotEvent(out nuint slot) { slot = 0; return CKR.FUNCTION_NOT_SUPPORTED; }
}
