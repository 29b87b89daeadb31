namespace BioToken.Testing;

/// <summary>A moment at which the power may fail.</summary>
/// <param name="State">The disk.</param>
/// <param name="Acknowledged">How many operations had told their caller that they were done.</param>
/// <param name="Step">The step of a file operation that was the last: it has happened, but need not be on the disk.</param>
/// <param name="Path">The file of that step.</param>
internal sealed record DiskMoment(DiskState State, int Acknowledged, string Step, string Path)
{
    public override string ToString() => $"after {Acknowledged} operations and {Step} {Path}";
}
