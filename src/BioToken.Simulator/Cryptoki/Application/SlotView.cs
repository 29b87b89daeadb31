using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Errors;
using BioToken.Simulator.Store;
using BioToken.Simulator.Tokens;

namespace BioToken.Simulator.Cryptoki.Application;

/// <summary>A slot as an application last saw it: a difference is an event.</summary>
/// <param name="Serial">Serial number of the slot's token.</param>
/// <param name="IsInserted">Whether the token is in its slot; an unreadable one counts as inserted.</param>
/// <param name="Insertion">The insertion.</param>
/// <param name="IsDamaged">Whether the token cannot be read.</param>
internal readonly record struct SlotView(string Serial, bool IsInserted, long Insertion, bool IsDamaged)
{
    /// <summary>Reads all slots as they are now. A damaged token does not hide the others: its own slot returns CKR_DEVICE_ERROR.</summary>
    public static CKR ReadAll(TokenCollection tokens, out Dictionary<int, SlotView> slots)
    {
        slots = [];
        IReadOnlyList<TokenDevice> devices = [];
        CKR rv = StoreGuard.Run(() => devices = tokens.Read(isForced: true));
        if (rv != CKR.OK)
            return rv;
        foreach (TokenDevice device in devices)
            slots[device.State.Slot] = device.TryRefresh(isForced: true) == CKR.OK ? Of(device) : OfDamaged(device.State.Serial);
        foreach (DamagedToken damaged in tokens.Damaged)
            slots[damaged.Slot] = OfDamaged(damaged.SerialNumber);
        return CKR.OK;
    }

    public static SlotView Of(TokenDevice device) => new(device.State.Serial, device.IsInserted, device.State.Insertions, IsDamaged: false);

    private static SlotView OfDamaged(string serial) => new(serial, IsInserted: true, Insertion: 0, IsDamaged: true);
}
