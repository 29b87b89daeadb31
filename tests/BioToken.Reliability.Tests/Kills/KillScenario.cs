namespace BioToken.Reliability.Tests;

/// <summary>
/// A command that writes, its initial state, and the required state after it was killed. Each sweep requires a separate instance.
/// </summary>
internal abstract class KillScenario
{
    /// <summary>The scenario's name in messages and tables.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a run without a kill may fail.</summary>
    public virtual bool MayRefuse => false;

    /// <summary>Creates the initial state of the command, in an empty place.</summary>
    public abstract Task PrepareAsync(KillPlace place);

    /// <summary>Returns the command.</summary>
    public abstract ToolRun Command(KillPlace place);

    /// <summary>Records the state after a run of the command without a kill.</summary>
    public abstract Task LearnAsync(KillPlace place);

    /// <summary>Checks the state after a killed run, and completes the operation.</summary>
    /// <exception cref="KillException">Something was lost, or a guarantee was broken.</exception>
    public abstract Task CheckAsync(KillPlace place);
}
