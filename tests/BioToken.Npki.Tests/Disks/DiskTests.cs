using System.Diagnostics;
using System.Runtime.Versioning;

namespace BioToken.Npki.Tests.Disks;

public sealed class DiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static Disk Disk => Disk.Instance;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void IsLocked_tells_a_lock_from_others_that_ask()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "sensor");
        Assert.False(Disk.Instance.IsLocked(path));
        using (Disk.Instance.TryLock(path))
            Assert.True(Disk.Instance.IsLocked(path));
        Assert.False(Disk.Instance.IsLocked(path));

        int seen = 0;
        Parallel.For(0, 2000, _ => seen += Disk.Instance.IsLocked(path) ? 1 : 0);

        Assert.Equal(0, seen);
    }

    [Fact]
    public void TryRead_tells_missing_from_empty()
    {
        _folder.Write("empty", []);
        Assert.Null(Disk.TryRead(_folder["none"], 10));
        Assert.Null(Disk.TryRead(_folder["none", "file"], 10));
        Assert.Empty(Disk.TryRead(_folder["empty"], 10)!);
    }

    [Fact]
    public void TryRead_of_more_than_is_allowed_throws()
    {
        _folder.Write("file", new byte[11]);
        Assert.ThrowsAny<IOException>(() => Disk.TryRead(_folder["file"], 10));
        Assert.Equal(11, Disk.TryRead(_folder["file"], 11)!.Length);
    }

    [Fact]
    public void TryRead_of_a_pipe_that_nobody_writes_to_is_empty()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        Assert.Empty(Disk.TryRead(_folder.MakePipe("pipe"), 10)!);
    }

    [Fact]
    public void Write_puts_a_shorter_content_over_a_longer()
    {
        Disk.Write(_folder["file"], "longer"u8);
        Disk.Write(_folder["file"], "short"u8);
        Assert.Equal("short"u8, File.ReadAllBytes(_folder["file"]));
    }

    [Fact]
    public void Append_cuts_what_stood_after_the_length()
    {
        Disk.Write(_folder["file"], "one torn"u8);
        Disk.Append(_folder["file"], 4, "two"u8);
        Assert.Equal("one two"u8, File.ReadAllBytes(_folder["file"]));
    }

    [Fact]
    public void Append_to_no_file_throws()
        => Assert.Throws<FileNotFoundException>(() => Disk.Append(_folder["file"], 0, "one"u8));

    [Fact]
    public void Move_replaces_its_target()
    {
        Disk.Write(_folder["from"], "new"u8);
        Disk.Write(_folder["to"], "old"u8);
        Disk.Move(_folder["from"], _folder["to"]);
        Assert.Equal(["to"], _folder.Names());
        Assert.Equal("new"u8, File.ReadAllBytes(_folder["to"]));
    }

    [Fact]
    public void Delete_of_what_is_not_there_does_nothing()
    {
        Disk.Delete(_folder["file"]);
        Disk.Delete(_folder["none", "file"]);
        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void List_of_a_missing_directory_is_empty()
    {
        Assert.Empty(Disk.ListFiles(_folder["none"]));
        Assert.Empty(Disk.ListDirectories(_folder["none"]));
    }

    [Fact]
    public void TryLock_held_elsewhere_is_null_until_it_is_given_back()
    {
        using (IDisposable? held = Disk.TryLock(_folder["lock"]))
        {
            Assert.NotNull(held);
            Assert.Null(Disk.TryLock(_folder["lock"]));
        }

        using IDisposable? again = Disk.TryLock(_folder["lock"]);
        Assert.NotNull(again);
    }

    [Fact]
    public void TryLock_that_cannot_be_made_says_why()
        => Assert.Throws<DirectoryNotFoundException>(() => Disk.TryLock(_folder["none", "lock"]));

    [Fact]
    public async Task TryLock_is_that_of_the_system_and_ends_with_the_process_that_has_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && ExternalProgram.Find("flock") is not null, "flock is not installed.");
        string path = _folder["lock"];
        using Process holder = Process.Start("flock", ["--no-fork", path, "sh", "-c", $"echo > {_folder["held"]}; exec sleep 60"]);
        try
        {
            while (!File.Exists(_folder["held"]))
                await Task.Yield();
            Assert.Null(Disk.TryLock(path));
        }
        finally
        {
            holder.Kill();
        }

        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);
        using IDisposable? held = Disk.TryLock(path);
        Assert.NotNull(held);
        Assert.False(ExternalProgram.Succeeds("flock", "--nonblock", path, "true"));
    }

    [Fact]
    public void Links_in_the_place_of_files_are_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links take a right on Windows.");
        _folder.Write("target", [1, 2, 3]);
        foreach (string target in new[] { _folder["target"], _folder["none"] })
        {
            File.CreateSymbolicLink(_folder["link"], target);
            Assert.Throws<UnauthorizedAccessException>(() => Disk.TryRead(_folder["link"], 10));
            Assert.Throws<UnauthorizedAccessException>(() => Disk.Write(_folder["link"], "x"u8));
            Assert.Throws<UnauthorizedAccessException>(() => Disk.Append(_folder["link"], 0, "x"u8));
            Assert.Throws<UnauthorizedAccessException>(() => Disk.TryLock(_folder["link"]));
            Disk.Delete(_folder["link"]);
        }

        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder["target"]));
        Assert.Equal(["target"], _folder.Names());
    }

    [Fact]
    public void CheckOwner_refuses_the_directory_of_another_user_and_links_to_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only root gives a directory away.");
        foreach (string name in new[] { "own", "other" })
            Disk.CreateDirectory(_folder[name]);
        ExternalProgram.RunText("chown", "65534", _folder["other"]);
        File.CreateSymbolicLink(_folder["link to own"], _folder["own"]);
        File.CreateSymbolicLink(_folder["link to other"], _folder["other"]);
        File.CreateSymbolicLink(_folder["link of other"], _folder["own"]);
        ExternalProgram.RunText("chown", "--no-dereference", "65534", _folder["link of other"]);

        Disk.CheckOwner(_folder["own"]);
        Disk.CheckOwner(_folder["own"], mayBeLink: false);
        Disk.CheckOwner(_folder["none"]);
        Disk.CheckOwner(_folder["link to own"]);
        Assert.Throws<UnauthorizedAccessException>(() => Disk.CheckOwner(_folder["link to own"], mayBeLink: false));
        foreach (string name in new[] { "other", "link to other", "link of other" })
            Assert.Throws<UnauthorizedAccessException>(() => Disk.CheckOwner(_folder[name]));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void CreateDirectory_and_Write_keep_other_users_out()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no permission bits.");
        DurableFile.CreateDirectory(Disk, _folder["a", "b"]);
        DurableFile.Replace(Disk, _folder["a", "b", "file"], _folder["a", "b", "file.tmp"], "x"u8);
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder["a"]));
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder["a", "b"]));
        Assert.Equal(Owner, File.GetUnixFileMode(_folder["a", "b", "file"]));
        Assert.False(File.Exists(_folder["a", "b", "file.tmp"]));
    }

    [Fact]
    public void CreateDirectory_of_one_that_exists_leaves_it()
    {
        DurableFile.CreateDirectory(Disk, _folder["a"]);
        _folder.Write("a/file", [1]);
        DurableFile.CreateDirectory(Disk, _folder["a"]);
        Assert.True(File.Exists(_folder["a", "file"]));
    }

    [Fact]
    public void FlushDirectory_of_none_throws()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows flushes no directories.");
        Assert.ThrowsAny<IOException>(() => Disk.FlushDirectory(_folder["none"]));
    }
}
