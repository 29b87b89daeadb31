namespace BioToken.Reliability.Tests.PowerCuts;

/// <summary>
/// Operations that are done once on a disk, and what must be true of the disk wherever in them the power failed. One instance is for one
/// run.
/// </summary>
internal abstract class PowerCutScenario
{
    /// <summary>Makes what is on the disk before; all of it is durable then.</summary>
    protected abstract void Prepare(SimulatedDisk disk);

    /// <summary>Does the operations. Each that told its caller that it was done is acknowledged to the disk.</summary>
    protected abstract void Run(SimulatedDisk disk);

    /// <summary>Looks at a disk as a power cut left it, and recovers what programs recover.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="acknowledged">Operations that had been acknowledged before.</param>
    /// <param name="random">Where a check is not made each time, or the power fails again while it recovers.</param>
    /// <exception cref="PowerCutLossException">Something is lost, or cannot be read.</exception>
    public abstract void Check(SimulatedDisk disk, int acknowledged, Random random);

    /// <summary>Does it all, and gives every moment at which the power might have failed.</summary>
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
