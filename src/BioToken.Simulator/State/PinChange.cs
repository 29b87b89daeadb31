namespace BioToken.Simulator.State;

/// <summary>The PIN that is, and the one that is to be.</summary>
internal readonly ref struct PinChange(ReadOnlySpan<byte> oldPin, ReadOnlySpan<byte> newPin)
{
    public ReadOnlySpan<byte> OldPin { get; } = oldPin;

    public ReadOnlySpan<byte> NewPin { get; } = newPin;
}
