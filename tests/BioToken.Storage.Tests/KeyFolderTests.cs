namespace BioToken.Storage.Tests;

public sealed class KeyFolderTests
{
    private const string Path = "/folder";

    private readonly SimulatedDisk _disk = new();

    private KeyFolder Folder => new(_disk, Path);

    [Fact]
    public void Names_of_a_folder_that_is_gone_throws() => Assert.Throws<DirectoryNotFoundException>(() => Folder.Names());

    [Fact]
    public void Names_of_an_empty_folder_is_empty()
    {
        _disk.CreateDirectory(Path);
        Assert.Empty(Folder.Names());
    }

    [Fact]
    public void Names_are_compared_without_case()
    {
        _disk.CreateDirectory(Path);
        _disk.Write(Path + "/signPri.key", "1"u8);
        Assert.Contains("SIGNPRI.KEY", Folder.Names());
    }

    [Fact]
    public void TryRead_tells_a_missing_file_from_what_is_no_file()
    {
        _disk.CreateDirectory(Path + "/directory");
        Assert.Null(Folder.TryRead("file", 10));
        Assert.Empty(Folder.TryRead("directory", 10)!);
    }

    [Fact]
    public void TryLock_leaves_no_file_behind()
    {
        _disk.CreateDirectory(Path);
        using (Folder.TryLock())
        {
            Assert.Single(Folder.Names());
            Assert.Null(Folder.TryLock());
        }

        Assert.Empty(Folder.Names());
    }
}
