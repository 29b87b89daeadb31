using BioToken.Simulator.Faults;

namespace BioToken.Simulator;

// What goes wrong with the tokens.
public sealed partial class TokenSimulator
{
    /// <summary>
    /// Says what goes wrong with a token from now on, in every process that uses it. The plan and the calls that it counts are part of the
    /// token's state. Calls under way are not concerned, but one that hangs goes on to hang.
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
