using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Slot and token functions (PKCS#11 v2.40 section 5.5).
public sealed partial class SimulatedCryptoki
{
    /// <inheritdoc/>
    public CKR GetSlotList(bool tokenPresent, Span<nuint> slots, out int count)
    {
        count = 0;
        if (!IsInitialized)
            return CKR.CRYPTOKI_NOT_INITIALIZED;
        CKR rv = LookAtSlots(out Dictionary<int, SlotView> views);
        if (rv != CKR.OK)
            return rv;
        int[] listed = [.. views.Where(view => !tokenPresent || view.Value.IsInserted).Select(view => view.Key).Order()];
        count = listed.Length;
        for (int i = 0; i < Math.Min(count, slots.Length); i++)
            slots[i] = (nuint)listed[i];
        return slots.Length > 0 && count > slots.Length ? CKR.BUFFER_TOO_SMALL : CKR.OK;
    }

    /// <inheritdoc/>
    public CKR GetSlotInfo(nuint slot, out SlotInfo info)
    {
        info = null!;
        SlotFlags flags = SlotFlags.RemovableDevice | SlotFlags.HardwareSlot;
        CKR rv = FindSlot(slot, mustBePresent: false, out TokenDevice device);
        if (rv == CKR.TOKEN_NOT_RECOGNIZED && _simulator.FindDamaged(slot) is { } damaged)
        {
            CryptokiVersion none = new(0, 0);
            info = new SlotInfo($"SIMULATED damaged token {damaged.Serial}", ModuleInfo.Manufacturer, flags | SlotFlags.TokenPresent, none, none);
            return CKR.OK;
        }

        if (rv != CKR.OK)
            return rv;
        info = new SlotInfo(
            device.Persona.SlotDescription,
            device.Persona.Manufacturer,
            device.IsInserted ? flags | SlotFlags.TokenPresent : flags,
            new CryptokiVersion(1, 0),
            device.Persona.Firmware);
        return CKR.OK;
    }

    /// <inheritdoc/>
    public CKR GetMechanismList(nuint slot, Span<CKM> mechanisms, out int count)
    {
        count = 0;
        CKR rv = FindSlot(slot, mustBePresent: true, out _);
        if (rv != CKR.OK)
            return rv;
        count = MechanismTable.All.Length;
        if (mechanisms.Length == 0)
            return CKR.OK;
        if (mechanisms.Length < count)
            return CKR.BUFFER_TOO_SMALL;
        for (int i = 0; i < count; i++)
            mechanisms[i] = MechanismTable.All[i].Type;
        return CKR.OK;
    }

    /// <inheritdoc/>
    public CKR GetMechanismInfo(nuint slot, CKM mechanism, out MechanismInfo info)
    {
        info = default;
        CKR rv = FindSlot(slot, mustBePresent: true, out _);
        if (rv != CKR.OK)
            return rv;
        if (MechanismTable.Find(mechanism) is not { } found)
            return CKR.MECHANISM_INVALID;
        info = found.Info;
        return CKR.OK;
    }
}
