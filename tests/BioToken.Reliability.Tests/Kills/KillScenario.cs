namespace BioToken.Reliability.Tests;

/// <summary>
/// A command that writes, what it starts from, and what has to be there after it was killed. One instance serves one sweep.
/// </summary>
internal abstract class KillScenario
{
    /// <summary>Its name in messages and tables.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a run that nobody kills may end without success.</summary>
    public virtual bool MayRefuse => false;

    /// <summary>Makes what the command starts from, in an empty place.</summary>
    public abstract Task PrepareAsync(KillPlace place);

    /// <summary>The command.</summary>
    public abstract ToolRun Command(KillPlace place);

    /// <summary>Looks at what a run of the command leaves that nobody kills.</summary>
    public abstract Task LearnAsync(KillPlace place);

    /// <summary>Looks at what a killed run has left, and brings it to an end.</summary>
    /// <exception cref="KillException">Something was lost, or is not as it was promised.</exception>
    public abstract Task CheckAsync(KillPlace place);
}
