namespace BioToken.Reliability.Tests.PowerCuts;

/// <summary>
/// Operations that are performed once on a disk, and the conditions that the disk must meet after a power cut at any moment. Each run
/// requires a separate instance.
/// </summary>
internal abstract class PowerCutScenario
{
    /// <summary>Creates the initial contents of the disk, all of them durable.</summary>
    protected abstract void Prepare(SimulatedDisk disk);

    /// <summary>Performs the operations. Each one that reported success to its caller is acknowledged to the disk.</summary>
    protected abstract void Run(SimulatedDisk disk);

    /// <summary>Checks a disk after a power cut, and performs the recovery that programs perform.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="acknowledged">The number of operations that had been acknowledged before.</param>
    /// <param name="random">Used for checks that are not made each time, and for a second power cut during the recovery.</param>
    /// <exception cref="PowerCutLossException">Something is lost, or cannot be read.</exception>
    public abstract void Check(SimulatedDisk disk, int acknowledged, Random random);

    /// <summary>Performs the scenario, and returns every moment at which the power might have failed.</summary>
    public IReadOnlyList<DiskMoment> Record(SimulatedDisk disk)
    {
        Prepare(disk);
        disk.Settle();
        Run(disk);
        return disk.Moments;
    }

    protected static void Require(bool isTrue, string loss)
    {
        if (!isTrue)
            throw new PowerCutLossException(loss);
    }
}
