namespace BioToken.Storage.Tests;

/// <summary>The disk in memory does what the computer's does, or tests on it would prove nothing.</summary>
public sealed class SimulatedDiskContractTests : DiskContract
{
    private readonly SimulatedDisk _disk = new();

    public SimulatedDiskContractTests() => _disk.CreateDirectory(Folder);

    protected override string Folder => "/folder";

    private protected override IDisk Disk => _disk;
}
