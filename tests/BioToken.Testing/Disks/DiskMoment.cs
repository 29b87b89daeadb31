namespace BioToken.Testing;

/// <summary>A moment at which the power may fail.</summary>
/// <param name="State">The disk.</param>
/// <param name="Acknowledged">Number of operations that had reported their completion to their caller.</param>
/// <param name="Step">The last step of a file operation: it has happened, but need not be on the disk.</param>
/// <param name="Path">The file of that step.</param>
internal sealed record DiskMoment(DiskState State, int Acknowledged, string Step, string Path)
{
    public override string ToString() => $"after {Acknowledged} operations and {Step} {Path}";
}
