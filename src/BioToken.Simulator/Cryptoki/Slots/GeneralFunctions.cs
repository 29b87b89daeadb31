using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Cryptoki.Application;

namespace BioToken.Simulator.Cryptoki.Slots;

/// <summary>General-purpose functions (PKCS#11 v2.40 section 5.4).</summary>
internal sealed class GeneralFunctions(ApplicationState application)
{
    public static readonly CryptokiInfo ModuleInfo = new(new(2, 40), "SIMULATED BioToken", "SIMULATED fingerprint tokens", new(0, 1));

    public CKR Initialize()
    {
        CKR rv = SlotView.ReadAll(application.Tokens, out Dictionary<int, SlotView> slots);
        if (rv != CKR.OK)
            return rv;
        return application.TryStart(slots) ? CKR.OK : CKR.CRYPTOKI_ALREADY_INITIALIZED;
    }

    public CKR FinalizeCryptoki() => application.TryEnd() ? CKR.OK : CKR.CRYPTOKI_NOT_INITIALIZED;

    public CKR GetInfo(out CryptokiInfo info)
    {
        info = ModuleInfo;
        return application.IsInitialized ? CKR.OK : CKR.CRYPTOKI_NOT_INITIALIZED;
    }
}
