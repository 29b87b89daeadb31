using BioToken.Simulator.Tokens;

namespace BioToken.Simulator;

/// <summary>A simulated token as it was at one moment. Holds no secrets.</summary>
public sealed record SimulatedToken
{
    /// <summary>Makes a token's label of a name: marked as simulated unless it contains that word, and cut to a label's length.</summary>
    /// <param name="name">The name, as in <see cref="SimulatedTokenOptions.Label"/>.</param>
    public static string LabelOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TokenLabel.Of(name);
    }

    /// <summary>Serial number: 16 characters that begin with SIM.</summary>
    public required string SerialNumber { get; init; }

    /// <summary>Label, with SIMULATED in it.</summary>
    public required string Label { get; init; }

    /// <summary>Id of the vendor profile.</summary>
    public required string Vendor { get; init; }

    /// <summary>Model that the token reports.</summary>
    public required string Model { get; init; }

    /// <summary>Slot id.</summary>
    public required int Slot { get; init; }

    /// <summary>Whether the token is in its slot.</summary>
    public required bool IsInserted { get; init; }

    /// <summary>False until the first C_InitToken, for a token that was created so.</summary>
    public bool IsInitialized { get; init; } = true;

    /// <summary>PIN attempts left; 0 when locked.</summary>
    public required int PinAttemptsRemaining { get; init; }

    /// <summary>Fingerprint attempts left; 0 when blocked.</summary>
    public required int FingerprintAttemptsRemaining { get; init; }

    /// <summary>Attempts left of the security officer's PIN; 0 when locked.</summary>
    public required int SoPinAttemptsRemaining { get; init; }

    /// <summary>Numbers of the enrolled fingers.</summary>
    public required IReadOnlyList<int> Fingers { get; init; }

    /// <summary>The touch script; empty for none.</summary>
    public required string Script { get; init; }

    /// <summary>Steps of the script that have been used.</summary>
    public required int ScriptPosition { get; init; }

    /// <summary>The plan of faults, as <see cref="Simulator.Faults.FaultPlan.Parse"/> reads it; empty for none.</summary>
    public required string Faults { get; init; }

    /// <summary>Calls that each rule of the plan has counted, in the order of the plan.</summary>
    public required IReadOnlyList<long> FaultCalls { get; init; }

    /// <summary>Whether a login waits for a finger right now, in any process.</summary>
    public required bool IsWaitingForFinger { get; init; }

    /// <summary>Size of the objects in bytes.</summary>
    public required int MemoryUsed { get; init; }

    /// <summary>Bytes that are free.</summary>
    public required int MemoryFree { get; init; }

    /// <summary>Most objects.</summary>
    public int MaxObjects { get; init; }

    /// <summary>Most session objects that one application has with the token.</summary>
    public int MaxSessionObjects { get; init; }

    /// <summary>The objects on the token, oldest first.</summary>
    public required IReadOnlyList<SimulatedObject> Objects { get; init; }

    /// <summary>Returns whether a name denotes the token.</summary>
    /// <param name="name">Serial number, or label with or without the mark.</param>
    public bool IsNamed(string name) => TokenLabel.IsNamed(name, SerialNumber, Label);
}
