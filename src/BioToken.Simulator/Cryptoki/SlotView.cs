namespace BioToken.Simulator;

/// <summary>What an application saw of a slot: a difference is an event.</summary>
/// <param name="Serial">Serial number of the slot's token.</param>
/// <param name="IsInserted">Whether the token is in its slot; of one that cannot be read, nobody knows that it is not.</param>
/// <param name="Insertion">The insertion.</param>
/// <param name="IsDamaged">Whether the token cannot be read.</param>
internal readonly record struct SlotView(string Serial, bool IsInserted, long Insertion, bool IsDamaged)
{
    public static SlotView Of(TokenDevice device) => new(device.State.Serial, device.IsInserted, device.State.Insertions, IsDamaged: false);

    public static SlotView OfDamaged(string serial) => new(serial, IsInserted: true, Insertion: 0, IsDamaged: true);
}
