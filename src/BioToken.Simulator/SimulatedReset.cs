namespace BioToken.Simulator;

/// <summary>How far a simulated token is set back.</summary>
public enum SimulatedReset
{
    /// <summary>Restores all attempts, as the manufacturer does with a locked token. Nothing else changes.</summary>
    Counters,

    /// <summary>Objects, script and faults are erased, both PINs are the factory's, fingers 1 to 3 are enrolled.</summary>
    Factory,
}
