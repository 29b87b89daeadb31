using BioToken.Simulator;

namespace BioToken.Cli.Output.Documents.Simulator;

/// <summary>A simulated token.</summary>
internal sealed record SimulatedTokenDetails(
    string Label,
    string SerialNumber,
    string Vendor,
    string Model,
    int Slot,
    bool Inserted,
    bool Initialized,
    int PinAttemptsRemaining,
    int FingerprintAttemptsRemaining,
    IReadOnlyList<int> Fingers,
    string Script,
    int ScriptPosition,
    string Faults,
    IReadOnlyList<long> FaultCalls,
    bool WaitingForFinger,
    int MemoryUsed,
    int MemoryFree,
    int MaxObjects,
    int MaxSessionObjects,
    IReadOnlyList<SimulatedObjectDetails> Objects)
{
    public static SimulatedTokenDetails Of(SimulatedToken token) => new(
        token.Label,
        token.SerialNumber,
        token.Vendor,
        token.Model,
        token.Slot,
        token.IsInserted,
        token.IsInitialized,
        token.PinAttemptsRemaining,
        token.FingerprintAttemptsRemaining,
        token.Fingers,
        token.Script,
        token.ScriptPosition,
        token.Faults,
        token.FaultCalls,
        token.IsWaitingForFinger,
        token.MemoryUsed,
        token.MemoryFree,
        token.MaxObjects,
        token.MaxSessionObjects,
        [.. token.Objects.Select(SimulatedObjectDetails.Of)]);
}
