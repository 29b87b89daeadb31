namespace BioToken.Storage.Tests;

/// <summary>The in-memory disk behaves like the computer's; otherwise, tests on it would be meaningless.</summary>
public sealed class SimulatedDiskContractTests : DiskContract
{
    private readonly SimulatedDisk _disk = new();

    public SimulatedDiskContractTests() => _disk.CreateDirectory(Folder);

    protected override string Folder => "/folder";

    private protected override IDisk Disk => _disk;
}
