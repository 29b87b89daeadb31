using BioToken.Pkcs11;

namespace BioToken.Simulator;

// C_WaitForSlotEvent (PKCS#11 v2.40 section 5.5): a token that comes or goes, appears in a new slot, is deleted, or cannot be read any more.
public sealed partial class SimulatedCryptoki
{
    // Other processes cannot wake this one: an event is promised within a second, and a look is a few small reads per token.
    private static readonly TimeSpan SlotLook = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public CKR PollSlotEvent(out nuint slot)
    {
        slot = 0;
        if (!IsInitialized)
            return CKR.CRYPTOKI_NOT_INITIALIZED;
        CKR rv = LookAtSlots(out Dictionary<int, SlotView> slots);
        if (rv != CKR.OK)
            return rv;
        lock (_gate)
        {
            if (!_isInitialized)
                return CKR.CRYPTOKI_NOT_INITIALIZED;
            foreach (int changed in slots.Keys.Union(_seen.Keys).Order())
            {
                bool isThere = slots.TryGetValue(changed, out SlotView now);
                if (isThere && _seen.TryGetValue(changed, out SlotView before) && before == now)
                    continue;
                if (isThere)
                    _seen[changed] = now;
                else
                    _seen.Remove(changed);
                slot = (nuint)changed;
                return CKR.OK;
            }
        }

        return CKR.NO_EVENT;
    }

    /// <summary>Waits for an event in the calling thread, until the module is stopped.</summary>
    internal CKR WaitForSlotEvent(out nuint slot)
    {
        CancellationToken stop;
        lock (_gate)
            stop = _stop.Token;
        while (true)
        {
            CKR rv = PollSlotEvent(out slot);
            if (rv != CKR.NO_EVENT)
                return rv;
            if (stop.WaitHandle.WaitOne(SlotLook))
                return CKR.CRYPTOKI_NOT_INITIALIZED;
        }
    }

    private CKR LookAtSlots(out Dictionary<int, SlotView> slots)
    {
        slots = [];
        IReadOnlyList<TokenDevice> devices;
        try
        {
            devices = _simulator.Devices(isForced: true);
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            return CKR.DEVICE_ERROR;
        }

        foreach (TokenDevice device in devices)
            slots[device.State.Slot] = RefreshIfReadable(device) ? SlotView.Of(device) : SlotView.OfDamaged(device.State.Serial);
        foreach (DamagedToken damaged in _simulator.DamagedNow())
            slots[damaged.Slot] = SlotView.OfDamaged(damaged.Serial);
        return CKR.OK;
    }

    private static bool RefreshIfReadable(TokenDevice device)
    {
        try
        {
            device.Refresh(isForced: true);
            return true;
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            // One damaged token must not hide the others: its own slot answers CKR_DEVICE_ERROR.
            return false;
        }
    }
}
