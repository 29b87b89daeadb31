using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki.Application;

namespace BioToken.Simulator.Cryptoki.Slots;

/// <summary>
/// C_WaitForSlotEvent (PKCS#11 v2.40 section 5.5): a token that is inserted or removed, appears in a new slot, is deleted, or can no longer
/// be read.
/// </summary>
internal sealed class SlotEventFunctions(ApplicationState application)
{
    // Other processes cannot wake this one: an event is guaranteed within a second, and a check costs a few small reads per token.
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    public CKR PollSlotEvent(out nuint slot)
    {
        slot = 0;
        if (!application.IsInitialized)
            return CKR.CRYPTOKI_NOT_INITIALIZED;
        CKR rv = SlotView.ReadAll(application.Tokens, out Dictionary<int, SlotView> slots);
        if (rv != CKR.OK)
            return rv;
        lock (application.Gate)
        {
            if (!application.IsInitialized)
                return CKR.CRYPTOKI_NOT_INITIALIZED;
            Dictionary<int, SlotView> seen = application.SeenSlots;
            foreach (int changed in slots.Keys.Union(seen.Keys).Order())
            {
                bool isThere = slots.TryGetValue(changed, out SlotView now);
                if (isThere && seen.TryGetValue(changed, out SlotView before) && before == now)
                    continue;
                if (isThere)
                    seen[changed] = now;
                else
                    seen.Remove(changed);
                slot = (nuint)changed;
                return CKR.OK;
            }
        }

        return CKR.NO_EVENT;
    }

    /// <summary>Waits for an event in the calling thread, until the module is stopped.</summary>
    public CKR WaitForSlotEvent(out nuint slot)
    {
        CancellationToken stop = application.Stop;
        while (true)
        {
            CKR rv = PollSlotEvent(out slot);
            if (rv != CKR.NO_EVENT)
                return rv;
            if (stop.WaitHandle.WaitOne(PollInterval))
                return CKR.CRYPTOKI_NOT_INITIALIZED;
        }
    }
}
