using BioToken.Npki.Errors;
using BioToken.Npki.Formats;
using BioToken.Npki.Keys.Files;
using BioToken.Storage;

namespace BioToken.Npki.Tests;

public sealed class NpkiFileTests
{
    private const string Folder = "/folder";
    private const string Name = "signPri.key";

    [Fact]
    public void Read_file_of_the_longest_length_gives_all_of_it()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(BerEncoding.MaxLength, NpkiFile.Read(folder.Write(Name, new byte[BerEncoding.MaxLength])).Length);
    }

    [Fact]
    public void Read_in_a_folder_gives_the_file()
    {
        SimulatedDisk disk = DiskWith([1, 2, 3]);
        Assert.Equal([1, 2, 3], NpkiFile.Read(new KeyFolder(disk, Folder), Name));
    }

    [Fact]
    public void Read_in_a_folder_without_the_file_is_not_found()
        => AssertRefused(NpkiFailure.NotFound, new KeyFolder(DiskWith([1]), Folder), "kmPri.key");

    [Fact]
    public void Read_in_a_folder_of_an_empty_file_is_malformed()
        => AssertRefused(NpkiFailure.Malformed, new KeyFolder(DiskWith([]), Folder), Name);

    [Fact]
    public void Read_in_a_folder_of_a_longer_file_is_too_large()
        => AssertRefused(NpkiFailure.TooLarge, new KeyFolder(DiskWith(new byte[BerEncoding.MaxLength + 1]), Folder), Name);

    [Fact]
    public void Read_in_a_folder_on_a_disk_that_fails_says_so()
    {
        FaultyDisk disk = new(DiskWith([1])) { FailAt = 1, Fault = FaultKind.Error };
        NpkiException e = AssertRefused(NpkiFailure.ReadFailed, new KeyFolder(disk, Folder), Name);
        Assert.IsType<IOException>(e.InnerException);
    }

    private static SimulatedDisk DiskWith(byte[] content)
    {
        SimulatedDisk disk = new();
        disk.CreateDirectory(Folder);
        disk.Write($"{Folder}/{Name}", content);
        return disk;
    }

    private static NpkiException AssertRefused(NpkiFailure reason, KeyFolder folder, string name)
    {
        NpkiException e = Assert.Throws<NpkiException>(() => NpkiFile.Read(folder, name));
        Assert.Equal(reason, e.Reason);
        Assert.Equal(Path.Combine(Folder, name), e.Path);
        return e;
    }
}
