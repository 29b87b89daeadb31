using BioToken.Simulator.Faults;

namespace BioToken.Simulator;

// The faults of the tokens.
public sealed partial class TokenSimulator
{
    /// <summary>
    /// Sets the faults of a token from now on, in every process that uses it. The plan and its counters are part of the token's state.
    /// Running calls are not affected; one that hangs keeps hanging.
    /// </summary>
    /// <param name="token">Serial number or label.</param>
    /// <param name="plan">The plan; <see cref="FaultPlan.None"/> for nothing.</param>
    /// <exception cref="ArgumentException">There is no such token, or more than one.</exception>
    /// <exception cref="Errors.SimulatorStoreException">The token is damaged, or a newer version made it.</exception>
    public void SetFaults(string token, FaultPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Find(token).Change(state => state with { Faults = plan.ToString(), FaultCalls = new long[plan.Rules.Count] });
    }
}
