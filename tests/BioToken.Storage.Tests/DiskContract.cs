namespace BioToken.Storage.Tests;

/// <summary>Rules for every disk: for the computer's, and for the in-memory disk that other tests use instead.</summary>
public abstract class DiskContract : IDisposable
{
    private protected abstract IDisk Disk { get; }

    protected abstract string Folder { get; }

    [Fact]
    public void TryRead_tells_missing_from_empty()
    {
        Write("empty", "");
        Assert.Null(Disk.TryRead(PathOf("none"), 10));
        Assert.Null(Disk.TryRead(PathOf("none/file"), 10));
        Assert.Empty(Disk.TryRead(PathOf("empty"), 10)!);
    }

    [Fact]
    public void TryRead_of_more_than_is_allowed_throws()
    {
        Write("file", "01234567890");
        Assert.Throws<ExplainedIOException>(() => Disk.TryRead(PathOf("file"), 10));
        Assert.Equal(11, Disk.TryRead(PathOf("file"), 11)!.Length);
    }

    [Fact]
    public void TryRead_of_a_directory_is_null()
    {
        Disk.CreateDirectory(PathOf("directory"));
        Assert.Null(Disk.TryRead(PathOf("directory"), 10));
    }

    [Fact]
    public void Write_puts_a_shorter_content_over_a_longer()
    {
        Write("file", "longer");
        Write("file", "short");
        Assert.Equal("short", Read("file"));
    }

    [Fact]
    public void Create_makes_a_new_file_and_writes_over_none()
    {
        Write("other", "old");
        Disk.Create(PathOf("file"), "new"u8, permissionsOf: PathOf("other"));
        Assert.Equal("new", Read("file"));
        Assert.ThrowsAny<IOException>(() => Disk.Create(PathOf("file"), "newer"u8, permissionsOf: PathOf("other")));
        Assert.Equal("new", Read("file"));
    }

    [Fact]
    public void Append_cuts_what_stood_after_the_length()
    {
        Write("file", "one torn");
        Disk.Append(PathOf("file"), 4, "two"u8);
        Assert.Equal("one two", Read("file"));
    }

    [Fact]
    public void Append_to_no_file_throws() => Assert.Throws<FileNotFoundException>(() => Disk.Append(PathOf("file"), 0, "one"u8));

    [Fact]
    public void Move_replaces_its_target()
    {
        Write("from", "new");
        Write("to", "old");
        Disk.Move(PathOf("from"), PathOf("to"));
        Assert.Equal("to", Assert.Single(Names()));
        Assert.Equal("new", Read("to"));
        Assert.Throws<FileNotFoundException>(() => Disk.Move(PathOf("from"), PathOf("to")));
    }

    [Fact]
    public void Delete_of_what_is_not_there_does_nothing()
    {
        Disk.Delete(PathOf("file"));
        Disk.Delete(PathOf("none/file"));
        Assert.Empty(Names());
    }

    [Fact]
    public void List_tells_files_from_directories_and_finds_nothing_in_a_missing_one()
    {
        Write("file", "");
        Disk.CreateDirectory(PathOf("directory"));
        Assert.Equal([PathOf("file")], Disk.ListFiles(Folder));
        Assert.Equal([PathOf("directory")], Disk.ListDirectories(Folder));
        Assert.Empty(Disk.ListFiles(PathOf("none")));
        Assert.Empty(Disk.ListDirectories(PathOf("none")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TryLock_held_elsewhere_is_null_until_it_is_given_back(bool isTemporary)
    {
        using (IDisposable? held = Disk.TryLock(PathOf("lock"), isTemporary))
        {
            Assert.NotNull(held);
            Assert.Null(Disk.TryLock(PathOf("lock"), isTemporary));
            Assert.True(Disk.IsLocked(PathOf("lock")));
        }

        Assert.False(Disk.IsLocked(PathOf("lock")));
        Assert.Equal(isTemporary, !Names().Contains("lock", StringComparer.Ordinal));
        using IDisposable? again = Disk.TryLock(PathOf("lock"), isTemporary);
        Assert.NotNull(again);
    }

    [Fact]
    public void TryLock_that_cannot_be_made_says_why()
        => Assert.Throws<DirectoryNotFoundException>(() => Disk.TryLock(PathOf("none/lock")));

    [Fact]
    public void Flush_takes_files_and_directories_and_nothing_else()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows flushes neither.");
        Write("file", "1");
        Disk.Flush(PathOf("file"));
        Disk.Flush(Folder);
        Assert.ThrowsAny<IOException>(() => Disk.Flush(PathOf("none")));
    }

    public virtual void Dispose() => GC.SuppressFinalize(this);

    private string PathOf(string name) => Path.Combine(Folder, name);

    private void Write(string name, string content) => Disk.Write(PathOf(name), System.Text.Encoding.ASCII.GetBytes(content));

    private string Read(string name) => System.Text.Encoding.ASCII.GetString(Disk.TryRead(PathOf(name), int.MaxValue)!);

    private IEnumerable<string> Names() => Disk.ListFiles(Folder).Select(path => Path.GetFileName(path));
}
