using System.Diagnostics;
using System.Runtime.Versioning;

namespace BioToken.Storage.Tests;

public sealed class DiskTests : DiskContract
{
    private readonly TemporaryFolder _folder = new();

    protected override string Folder => _folder.Path;

    private protected override IDisk Disk => Storage.Disk.Instance;

    public override void Dispose()
    {
        _folder.Dispose();
        base.Dispose();
    }

    [Fact]
    public void IsLocked_tells_a_lock_from_others_that_ask()
    {
        string path = _folder["sensor"];
        Assert.False(Disk.IsLocked(path));
        using (Disk.TryLock(path))
            Assert.True(Disk.IsLocked(path));
        Assert.False(Disk.IsLocked(path));

        int seen = 0;
        Parallel.For(0, 2000, _ => seen += Disk.IsLocked(path) ? 1 : 0);

        Assert.Equal(0, seen);
    }

    [Fact]
    public void TryRead_of_a_pipe_that_nobody_writes_to_is_empty()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        Assert.Empty(Disk.TryRead(_folder.MakePipe("pipe"), 10)!);
    }

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
            Assert.ThrowsAny<UnauthorizedAccessException>(() => Disk.TryRead(_folder["link"], 10));
            Assert.ThrowsAny<UnauthorizedAccessException>(() => Disk.Write(_folder["link"], "x"u8));
            Assert.ThrowsAny<UnauthorizedAccessException>(() => Disk.Append(_folder["link"], 0, "x"u8));
            Assert.ThrowsAny<UnauthorizedAccessException>(() => Disk.TryLock(_folder["link"]));
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
        Assert.ThrowsAny<UnauthorizedAccessException>(() => Disk.CheckOwner(_folder["link to own"], mayBeLink: false));
        foreach (string name in new[] { "other", "link to other", "link of other" })
            Assert.ThrowsAny<UnauthorizedAccessException>(() => Disk.CheckOwner(_folder[name]));
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
}
