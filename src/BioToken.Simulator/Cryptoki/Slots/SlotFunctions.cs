using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Cryptoki.Application;
using BioToken.Simulator.Cryptoki.Calls;
using BioToken.Simulator.Faults;
using BioToken.Simulator.Mechanisms;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Tokens;

namespace BioToken.Simulator.Cryptoki.Slots;

/// <summary>The slots and their mechanisms (PKCS#11 v2.40 section 5.5).</summary>
internal sealed class SlotFunctions(ApplicationState application, CallEntry calls)
{
    private static readonly SlotInfo NoSlot = new("", "", SlotFlags.None, default, default);

    public CKR GetSlotList(bool tokenPresent, Span<nuint> slots, out int count)
    {
        count = 0;
        if (!application.IsInitialized)
            return CKR.CRYPTOKI_NOT_INITIALIZED;
        CKR rv = SlotView.ReadAll(application.Tokens, out Dictionary<int, SlotView> views);
        if (rv != CKR.OK)
            return rv;
        int[] listed = [.. views.Where(view => !tokenPresent || view.Value.IsInserted).Select(view => view.Key).Order()];
        count = listed.Length;
        for (int i = 0; i < Math.Min(count, slots.Length); i++)
            slots[i] = (nuint)listed[i];
        return slots.Length > 0 && count > slots.Length ? CKR.BUFFER_TOO_SMALL : CKR.OK;
    }

    public CKR GetSlotInfo(nuint slot, out SlotInfo info)
    {
        info = NoSlot;
        SlotFlags flags = SlotFlags.RemovableDevice | SlotFlags.HardwareSlot;
        Call call = calls.EnterSlot(TokenFunction.GetSlotInfo, slot, mustBePresent: false);
        if (call.EarlyReturn == CKR.TOKEN_NOT_RECOGNIZED && application.Tokens.FindDamaged(slot) is { } damaged)
        {
            CryptokiVersion none = new(0, 0);
            string manufacturer = GeneralFunctions.ModuleInfo.Manufacturer;
            info = new SlotInfo(
                $"SIMULATED damaged token {damaged.SerialNumber}", manufacturer, flags | SlotFlags.TokenPresent, none, none);
            return CKR.OK;
        }

        if (call.EarlyReturn is { } early)
            return early;
        TokenDevice device = call.Device;
        info = new SlotInfo(
            device.Persona.SlotDescription,
            device.Persona.Manufacturer,
            device.IsInserted ? flags | SlotFlags.TokenPresent : flags,
            new CryptokiVersion(1, 0),
            device.Persona.Firmware);
        return call.End(CKR.OK);
    }

    public CKR GetMechanismList(nuint slot, Span<CKM> mechanisms, out int count)
    {
        CKR rv = GetMechanismList(slot, mechanisms, out int found, out int lengthError);
        count = Lengths.Add(found, lengthError);
        if (lengthError == 0 || rv != CKR.OK || mechanisms.Length == 0)
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
    /// <param name="lengthError">A fault's error of the number; usually 0.</param>
    public CKR GetMechanismList(nuint slot, Span<CKM> mechanisms, out int count, out int lengthError)
    {
        count = 0;
        Call call = calls.EnterSlot(TokenFunction.GetMechanismList, slot);
        lengthError = call.LengthError;
        return call.EarlyReturn ?? call.End(ListMechanisms(mechanisms, out count));
    }

    public CKR GetMechanismInfo(nuint slot, CKM mechanism, out MechanismInfo info)
    {
        info = default;
        Call call = calls.EnterSlot(TokenFunction.GetMechanismInfo, slot);
        if (call.EarlyReturn is { } early)
            return early;
        TokenMechanism? found = MechanismTable.Find(mechanism);
        info = found?.Info ?? default;
        return call.End(found is null ? CKR.MECHANISM_INVALID : CKR.OK);
    }

    private static CKR ListMechanisms(Span<CKM> mechanisms, out int count)
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
}
