namespace BioToken.Simulator.State;

/// <summary>The current PIN and the new one.</summary>
internal readonly ref struct PinChange(ReadOnlySpan<byte> oldPin, ReadOnlySpan<byte> newPin)
{
    public ReadOnlySpan<byte> OldPin { get; } = oldPin;

    public ReadOnlySpan<byte> NewPin { get; } = newPin;
}
