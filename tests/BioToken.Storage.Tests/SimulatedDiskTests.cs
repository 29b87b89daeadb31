namespace BioToken.Storage.Tests;

/// <summary>The simulated disk finds the errors in a wrong way to write files, and finds none in the right way.</summary>
public sealed class SimulatedDiskTests
{
    private const string Folder = "/home/folder";
    private const string File = Folder + "/file";
    private const string Temporary = Folder + "/file.tmp";
    private const int Cuts = 3_000;

    private static readonly byte[] Old = [.. Enumerable.Repeat((byte)'o', 1_300)];
    private static readonly byte[] New = [.. Enumerable.Repeat((byte)'n', 2_000)];

    [Fact]
    public void Replace_by_the_book_is_right()
        => AssertRight(disk => DurableFile.Replace(disk, File, Temporary, New), IsOldOrNew, IsNew);

    [Fact]
    public void Rename_of_a_file_that_was_not_flushed_is_found()
        => AssertWrong(
            disk => DurableFile.Replace(disk, File, Temporary, New), IsOldOrNew, IsNew, new SimulatedDisk { FlushesContents = false });

    [Fact]
    public void Write_in_place_is_found() => AssertWrong(disk => disk.Write(File, New), IsOldOrNew, IsNew);

    [Fact]
    public void Rename_without_a_flush_of_its_directory_is_found() => AssertWrong(
        disk =>
        {
            disk.Write(Temporary, New);
            disk.Move(Temporary, File);
        },
        IsOldOrNew,
        IsNew);

    [Fact]
    public void Delete_by_the_book_is_right()
        => AssertRight(disk => DurableFile.Delete(disk, File), disk => IsGone(disk) || IsOldOrNew(disk), IsGone);

    [Fact]
    public void Delete_without_a_flush_of_its_directory_is_found()
        => AssertWrong(disk => disk.Delete(File), disk => IsGone(disk) || IsOldOrNew(disk), IsGone);

    [Fact]
    public void New_directories_by_the_book_are_right()
        => AssertRight(disk => WriteInNewDirectory(disk, DurableFile.CreateDirectory), IsOldOrNew, HasNewDirectory);

    [Fact]
    public void New_directories_without_a_flush_of_those_above_are_found()
        => AssertWrong(disk => WriteInNewDirectory(disk, (on, path) => on.CreateDirectory(path)), IsOldOrNew, HasNewDirectory);

    [Fact]
    public void Directory_that_another_process_has_just_made_is_durable_by_the_book() => AssertRight(
        disk =>
        {
            disk.CreateDirectory(Folder + "/a");
            disk.Flush(Folder);
            disk.CreateDirectory(Folder + "/a/b");
            WriteInNewDirectory(disk, DurableFile.CreateDirectory);
        },
        IsOldOrNew,
        HasNewDirectory);

    [Fact]
    public void Folder_that_another_program_has_just_copied_is_durable_by_the_book() => AssertRight(
        disk => DurableFile.Keep(disk, CopyFolder(disk), [Folder + "/a/b/file"]), IsOldOrNew, HasNewDirectory);

    [Fact]
    public void Folder_that_another_program_has_just_copied_is_lost_without_the_names_above_it() => AssertWrong(
        disk =>
        {
            string folder = CopyFolder(disk);
            disk.Flush(folder + "/file");
            disk.Flush(folder);
        },
        IsOldOrNew,
        HasNewDirectory);

    [Fact]
    public void Two_renames_whose_order_counts_are_found_without_a_flush_between() => AssertWrong(
        disk => RenameTwo(disk, flushesBetween: false), SecondImpliesFirst, SecondImpliesFirst);

    [Fact]
    public void Two_renames_with_a_flush_between_are_right() => AssertRight(
        disk => RenameTwo(disk, flushesBetween: true), SecondImpliesFirst, SecondImpliesFirst);

    [Fact]
    public void Append_leaves_what_stood_before_it_alone()
        => AssertRight(
            disk => disk.Append(File, Old.Length, New),
            StartsWithOld,
            disk => Content(disk) is { } content && content.SequenceEqual([.. Old, .. New]));

    [Fact]
    public void Append_taken_for_whole_by_its_length_is_found() => AssertWrong(
        disk => disk.Append(File, Old.Length, New),
        disk => Content(disk) is { } content && (content.Length < Old.Length + New.Length || content.SequenceEqual([.. Old, .. New])),
        _ => true);

    [Fact]
    public void Write_is_torn_in_every_way()
    {
        SimulatedDisk disk = Prepare(new SimulatedDisk());
        disk.Write(File, New);
        Random random = new(1);
        HashSet<string> seen = [];
        for (int i = 0; i < 20_000; i++)
        {
            DiskMoment moment = disk.Moments[random.Next(disk.Moments.Count)];
            byte[] left = Content(new SimulatedDisk(moment.State.After(new PowerCut(random))))!;
            if (left.Length == New.Length)
                seen.Add(string.Concat(left.Where((_, i) => i % FileContent.SectorLength == 0).Select(b => b == 0 ? '0' : (char)b)));
        }

        // Three sectors of old content and four of new, or zeros.
        Assert.Equal(3 * 3 * 3 * 2, seen.Count);
    }

    [Fact]
    public void After_the_same_choices_the_disk_is_the_same()
    {
        SimulatedDisk disk = Prepare(new SimulatedDisk());
        disk.Write(File, New);
        foreach (DiskMoment moment in disk.Moments)
        {
            byte[]? first = Content(new SimulatedDisk(moment.State.After(new PowerCut(new Random(7)))));
            Assert.Equal(first, Content(new SimulatedDisk(moment.State.After(new PowerCut(new Random(7))))));
        }
    }

    [Fact]
    public void TryLock_is_one_holders_until_it_is_disposed_or_the_power_fails()
    {
        SimulatedDisk disk = Prepare(new SimulatedDisk());
        using IDisposable? held = disk.TryLock(Folder + "/lock");
        Assert.NotNull(held);
        Assert.Null(disk.TryLock(Folder + "/lock"));
        Assert.NotNull(new SimulatedDisk(disk.State).TryLock(Folder + "/lock"));
        held.Dispose();
        Assert.NotNull(disk.TryLock(Folder + "/lock"));
    }

    private static void AssertRight(Action<SimulatedDisk> protocol, Func<SimulatedDisk, bool> always, Func<SimulatedDisk, bool> afterwards)
        => Assert.Null(FindLoss(new SimulatedDisk(), protocol, always, afterwards));

    private static void AssertWrong(
        Action<SimulatedDisk> protocol, Func<SimulatedDisk, bool> always, Func<SimulatedDisk, bool> afterwards, SimulatedDisk? disk = null)
        => Assert.NotNull(FindLoss(disk ?? new SimulatedDisk(), protocol, always, afterwards));

    /// <param name="disk">The disk.</param>
    /// <param name="protocol">The operations on it.</param>
    /// <param name="always">The condition that must hold after any cut.</param>
    /// <param name="afterwards">The condition that must hold after a cut that follows the protocol's end.</param>
    private static DiskMoment? FindLoss(
        SimulatedDisk disk, Action<SimulatedDisk> protocol, Func<SimulatedDisk, bool> always, Func<SimulatedDisk, bool> afterwards)
    {
        Prepare(disk);
        protocol(disk);
        disk.Acknowledge();
        Random random = new(2026);
        return Enumerable.Range(0, Cuts).Select(_ => disk.Moments[random.Next(disk.Moments.Count)]).FirstOrDefault(moment =>
        {
            SimulatedDisk left = new(moment.State.After(new PowerCut(random)));
            return !always(left) || (moment.Acknowledged > 0 && !afterwards(left));
        });
    }

    private static SimulatedDisk Prepare(SimulatedDisk disk)
    {
        disk.CreateDirectory(Folder);
        disk.Write(File, Old);
        disk.Settle();
        return disk;
    }

    private static void WriteInNewDirectory(SimulatedDisk disk, Action<SimulatedDisk, string> createDirectory)
    {
        createDirectory(disk, Folder + "/a/b");
        disk.Write(Folder + "/a/b/file", New);
        disk.Flush(Folder + "/a/b");
    }

    private static string CopyFolder(SimulatedDisk disk)
    {
        disk.CreateDirectory(Folder + "/a/b");
        disk.Copy(Folder + "/a/b/file", New);
        return Folder + "/a/b";
    }

    private static void RenameTwo(SimulatedDisk disk, bool flushesBetween)
    {
        disk.Write(Temporary, New);
        disk.Write(Folder + "/second.tmp", New);
        disk.Flush(Folder);
        disk.Move(Temporary, File);
        if (flushesBetween)
            disk.Flush(Folder);
        disk.Move(Folder + "/second.tmp", Folder + "/second");
        disk.Flush(Folder);
    }

    private static bool SecondImpliesFirst(SimulatedDisk disk) => disk.TryRead(Folder + "/second", int.MaxValue) is null || IsNew(disk);

    private static bool HasNewDirectory(SimulatedDisk disk)
        => disk.TryRead(Folder + "/a/b/file", int.MaxValue) is { } content && content.SequenceEqual(New);

    private static byte[]? Content(SimulatedDisk disk) => disk.TryRead(File, int.MaxValue);

    private static bool IsNew(SimulatedDisk disk) => Content(disk) is { } content && content.SequenceEqual(New);

    private static bool IsOldOrNew(SimulatedDisk disk)
        => Content(disk) is { } content && (content.SequenceEqual(Old) || content.SequenceEqual(New));

    private static bool IsGone(SimulatedDisk disk) => Content(disk) is null;

    private static bool StartsWithOld(SimulatedDisk disk) => Content(disk) is { } content && content.AsSpan().StartsWith(Old);
}
