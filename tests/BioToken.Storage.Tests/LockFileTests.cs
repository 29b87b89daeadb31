namespace BioToken.Storage.Tests;

public sealed class LockFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["lock"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TryTake_while_it_is_held_is_null()
    {
        using LockFile? held = LockFile.TryTake(Path, isTemporary: true);
        Assert.NotNull(held);
        Assert.Null(LockFile.TryTake(Path, isTemporary: true));
    }

    [Fact]
    public void Dispose_leaves_no_file_and_gives_the_lock_back()
    {
        LockFile.TryTake(Path, isTemporary: true)!.Dispose();
        Assert.Empty(_folder.Names());
        using LockFile? again = LockFile.TryTake(Path, isTemporary: true);
        Assert.NotNull(again);
    }

    [Fact]
    public void TryTake_of_a_file_that_a_killed_process_left_takes_it()
    {
        _folder.Write("lock", new byte[100]);
        using LockFile? taken = LockFile.TryTake(Path, isTemporary: true);
        Assert.NotNull(taken);
    }

    [Fact]
    public void TryTake_below_a_missing_folder_throws()
        => Assert.Throws<DirectoryNotFoundException>(() => LockFile.TryTake(_folder["none/lock"], isTemporary: true));

    [Fact]
    public void TryTake_by_many_at_once_has_one_holder_at_a_time()
    {
        int holders = 0;
        int most = 0;
        int taken = 0;
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                using LockFile? held = LockFile.TryTake(Path, isTemporary: true);
                if (held is null)
                    continue;
                int now = Interlocked.Increment(ref holders);
                if (now > Volatile.Read(ref most))
                    Volatile.Write(ref most, now);
                // Long enough for another thread to open the file and find that it has been deleted.
                Thread.SpinWait(200);
                Interlocked.Increment(ref taken);
                Interlocked.Decrement(ref holders);
            }
        });
        Assert.True(taken > 0);
        Assert.Equal(1, most);
    }
}
