using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Slot and token functions (PKCS#11 v2.40 section 5.5).
public sealed partial class SimulatedCryptoki
{
    private static readonly SlotInfo NoSlot = new("", "", SlotFlags.None, default, default);

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
        info = NoSlot;
        SlotFlags flags = SlotFlags.RemovableDevice | SlotFlags.HardwareSlot;
        Call call = TakeAtSlot(TokenFunction.GetSlotInfo, slot, mustBePresent: false);
        if (call.Answer == CKR.TOKEN_NOT_RECOGNIZED && _simulator.FindDamaged(slot) is { } damaged)
        {
            CryptokiVersion none = new(0, 0);
            info = new SlotInfo($"SIMULATED damaged token {damaged.Serial}", ModuleInfo.Manufacturer, flags | SlotFlags.TokenPresent, none, none);
            return CKR.OK;
        }

        if (call.Answer is { } answer)
            return answer;
        TokenDevice device = call.Device;
        info = new SlotInfo(
            device.Persona.SlotDescription,
            device.Persona.Manufacturer,
            device.IsInserted ? flags | SlotFlags.TokenPresent : flags,
            new CryptokiVersion(1, 0),
            device.Persona.Firmware);
        return call.End(CKR.OK);
    }

    /// <inheritdoc/>
    public CKR GetMechanismList(nuint slot, Span<CKM> mechanisms, out int count)
    {
        CKR rv = GetMechanismList(slot, mechanisms, out int found, out int lie);
        count = Lengths.Lie(found, lie);
        if (lie == 0 || rv != CKR.OK || mechanisms.Length == 0)
            return rv;
        if (count > mechanisms.Length)
            return CKR.BUFFER_TOO_SMALL;
        if (count > found)
            mechanisms[found..count].Clear();
        return CKR.OK;
    }

    /// <summary>Lists mechanisms.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="mechanisms">Receives them; empty to ask for their number alone.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="lie">What to add to the number; mostly 0.</param>
    internal CKR GetMechanismList(nuint slot, Span<CKM> mechanisms, out int count, out int lie)
    {
        count = 0;
        Call call = TakeAtSlot(TokenFunction.GetMechanismList, slot);
        lie = call.Lie;
        return call.Answer ?? call.End(GetMechanismList(mechanisms, out count));
    }

    /// <inheritdoc/>
    public CKR GetMechanismInfo(nuint slot, CKM mechanism, out MechanismInfo info)
    {
        info = default;
        Call call = TakeAtSlot(TokenFunction.GetMechanismInfo, slot);
        return call.Answer ?? call.End(GetMechanismInfo(mechanism, out info));
    }

    private static CKR GetMechanismList(Span<CKM> mechanisms, out int count)
    {
        count = MechanismTable.All.Length;
        if (mechanisms.Length == 0)
            return CKR.OK;
        if (mechanisms.Length < count)
            return CKR.BUFFER_TOO_SMALL;
        for (int i = 0; i < count; i++)
            mechanisms[i] = MechanismTable.All[i].Type;
        return CKR.OK;
    }

    private static CKR GetMechanismInfo(CKM mechanism, out MechanismInfo info)
    {
        info = default;
        if (MechanismTable.Find(mechanism) is not { } found)
            return CKR.MECHANISM_INVALID;
        info = found.Info;
        return CKR.OK;
    }
}
