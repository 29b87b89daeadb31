using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Slot and token functions (PKCS#11 v2.40 section 5.5).
public sealed partial class SimulatedCryptoki
{
    /// <inheritdoc/>
    public CKR GetSlotList(bool tokenPresent, Span<nuint> slots, out int count)
    {
        count = 0;
        CKR rv = ListDevices(out IReadOnlyList<TokenDevice> devices);
        if (rv != CKR.OK)
            return rv;
        // Of a token that cannot be read, nobody knows that it is not in its slot.
        int[] listed =
        [
            .. devices.Where(device => !tokenPresent || device.IsInserted).Select(device => device.State.Slot)
                .Concat(_simulator.DamagedSlots()).Order(),
        ];
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

    /// <inheritdoc/>
    public CKR PollSlotEvent(out nuint slot)
    {
        slot = 0;
        CKR rv = ListDevices(out IReadOnlyList<TokenDevice> devices);
        if (rv != CKR.OK)
            return rv;
        lock (_gate)
        {
            foreach (TokenDevice device in devices)
            {
                (bool IsInserted, long Insertion) now = (device.IsInserted, device.State.Insertions);
                if (_seen.TryGetValue(device, out (bool IsInserted, long Insertion) before) && before == now)
                    continue;
                _seen[device] = now;
                slot = (nuint)device.State.Slot;
                return CKR.OK;
            }
        }

        return CKR.NO_EVENT;
    }

    private CKR ListDevices(out IReadOnlyList<TokenDevice> devices)
    {
        devices = [];
        if (!IsInitialized)
            return CKR.CRYPTOKI_NOT_INITIALIZED;
        try
        {
            devices = _simulator.Devices(isForced: true);
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            return CKR.DEVICE_ERROR;
        }

        foreach (TokenDevice device in devices)
            RefreshIfReadable(device);
        return CKR.OK;
    }

    private static void RefreshIfReadable(TokenDevice device)
    {
        try
        {
            device.Refresh(isForced: true);
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            // One damaged token must not hide the others: it is listed as it was last, and its own slot answers CKR_DEVICE_ERROR.
        }
    }
}
