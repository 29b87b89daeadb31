using BioToken.Npki.Errors;
using BioToken.Npki.Keys;
using BioToken.Npki.Keys.Files;
using BioToken.Storage;

namespace BioToken.Npki.Tests;

public sealed class PasswordChangeTests
{
    private const string Folder = "/folder";
    private const string Lock = ".biotoken-lock";
    private const int CutsOfEachMoment = 50;
    private const string Sign = "signPri.key";
    private const string Km = "kmPri.key";
    private const string Old = "older than the rules";
    private const string New = "g7!kQz93@mw";

    private static readonly Dictionary<string, byte[]> Before = MakeFiles();

    [Fact]
    public void Run_without_faults_changes_both_and_leaves_nothing_else()
    {
        FaultyDisk disk = DiskWith(Before);
        Assert.Empty(Run(disk));
        Dictionary<string, byte[]> files = FilesOf(disk);
        Assert.Equal(Before.Keys.Order(StringComparer.Ordinal), files.Keys.Order(StringComparer.Ordinal));
        AssertOpens(files, New);
    }

    /// <summary>Each step is on the disk before the next begins: tests without a power cut cannot detect a missing flush.</summary>
    [Fact]
    public void Run_does_its_steps_in_order_each_flushed_before_the_next()
    {
        FaultyDisk disk = DiskWith(Before);
        Run(disk);
        Assert.Equal(
            [
                "lock",
                "list", "list", "list",
                "read signPri.key", "read kmPri.key",
                "create signPri.key.biotoken-new", "read signPri.key.biotoken-new",
                "create kmPri.key.biotoken-new", "read kmPri.key.biotoken-new",
                "flush",
                "create signPri.key.biotoken-old", "create kmPri.key.biotoken-old",
                $"create {PasswordChangeManifest.FileName}.biotoken-new",
                "flush",
                $"rename {PasswordChangeManifest.FileName}.biotoken-new to {PasswordChangeManifest.FileName}",
                "flush",
                "rename signPri.key.biotoken-new to signPri.key", "rename kmPri.key.biotoken-new to kmPri.key",
                "flush",
                "read signPri.key", "read kmPri.key",
                $"delete {PasswordChangeManifest.FileName}",
                "flush",
                "delete signPri.key.biotoken-old", "delete kmPri.key.biotoken-old",
                "flush",
            ],
            disk.Log, StringComparer.Ordinal);
    }

    [Fact]
    public void Recover_of_a_change_between_the_renames_flushes_before_it_deletes_the_manifest()
    {
        FaultyDisk disk = DiskWith(StoppedBetweenRenames());
        Recover(disk);
        Assert.Equal(
            [
                "rename signPri.key.biotoken-old to signPri.key",
                "flush",
                $"delete {PasswordChangeManifest.FileName}",
                "flush",
                "list", "delete kmPri.key.biotoken-old", "flush",
                "list", "delete kmPri.key.biotoken-new", "flush",
            ],
            disk.Log.SkipWhile(step => !step.StartsWith("rename", StringComparison.Ordinal)), StringComparer.Ordinal);
    }

    [Fact]
    public void Recover_of_an_untouched_folder_writes_nothing()
    {
        FaultyDisk disk = DiskWith(Before);
        Recover(disk);
        Assert.Equal(["lock", "list", "list", "list"], disk.Log, StringComparer.Ordinal);
    }

    [Fact]
    public void Recover_that_fails_while_it_rolls_back_names_the_folder_and_can_run_again()
    {
        Dictionary<string, byte[]> files = StoppedBetweenRenames();
        FaultyDisk whole = DiskWith(files);
        Recover(whole);
        FaultyDisk disk = DiskWith(files, whole.Log.FindIndex(step => step.StartsWith("rename", StringComparison.Ordinal)) + 1);
        NpkiException e = Assert.Throws<NpkiException>(() => Recover(disk));
        Assert.Equal(NpkiFailure.ChangeInterrupted, e.Reason);
        Assert.Equal(Folder, e.Path);
        Assert.IsType<IOException>(e.InnerException);
        Assert.Equal(RecoveredChange.RolledBack, Recover(disk));
        AssertBefore(FilesOf(disk));
    }

    [Fact]
    public void Run_first_settles_what_an_interrupted_change_left()
    {
        FaultyDisk disk = DiskWith(
            new Dictionary<string, byte[]>(Before, StringComparer.Ordinal) { [Sign + InterruptedChange.NewSuffix] = [1] });
        Assert.Empty(Run(disk));
        AssertOpens(FilesOf(disk), New);
    }

    [Theory]
    [InlineData("create signPri.key.biotoken-old", NpkiFailure.WriteFailed)]
    [InlineData("rename kmPri.key.biotoken-new to kmPri.key", NpkiFailure.ChangeInterrupted)]
    public void Run_whose_failure_cannot_be_undone_says_whether_files_may_have_changed(string failing, NpkiFailure expected)
    {
        FaultyDisk whole = DiskWith(Before);
        Run(whole);
        int failAt = whole.Log.FindIndex(step => step == failing) + 1;
        FaultyDisk disk = new(DiskWith(Before).Inner) { FailAt = failAt, Fault = FaultKind.Error, FailAlsoAt = step => step != "list" };
        NpkiException e = Assert.Throws<NpkiException>(() => Run(disk));
        Assert.Equal(expected, e.Reason);
        Assert.Equal(Folder, e.Path);
        Assert.Equal(2, Assert.IsType<AggregateException>(e.InnerException).InnerExceptions.Count);
    }

    [Theory]
    [InlineData(FaultKind.Error)]
    [InlineData(FaultKind.ErrorAfter)]
    public void Run_failing_operation_leaves_old_password_or_succeeds(FaultKind fault)
    {
        ForEachOperation(fault, disk =>
        {
            try
            {
                IReadOnlyList<string> left = Run(disk);
                Dictionary<string, byte[]> files = FilesOf(disk);
                AssertChanged(files, disk);
                Assert.True(files.Count <= Before.Count + left.Count);
            }
            catch (Exception e) when (e is IOException or NpkiException { Reason: NpkiFailure.WriteFailed or NpkiFailure.ReadFailed })
            {
                AssertBefore(FilesOf(disk).Where(file => file.Key != Lock));
            }
            catch (NpkiException e) when (e.Reason == NpkiFailure.ChangeInterrupted)
            {
                // A second failure during the rollback; a single fault must not lead here.
                Assert.Fail($"operation {disk.FailAt}: {e.Message}");
            }
        });
    }

    [Theory]
    [InlineData(FaultKind.Killed)]
    [InlineData(FaultKind.KilledAfter)]
    [InlineData(FaultKind.Gone)]
    public void Recover_after_a_stop_at_any_operation_brings_back_one_password(FaultKind fault)
        => ForEachOperation(fault, disk =>
        {
            RunUntilStopped(disk);
            AssertEachWhole(FilesOf(disk), disk);
            AssertRecovers(disk.Inner, disk);
        });

    [Fact]
    public void Recover_stopped_at_any_operation_itself_recovers_when_run_again()
        => ForEachOperation(FaultKind.Killed, disk =>
        {
            RunUntilStopped(disk);
            for (int second = 1; ; second++)
            {
                FaultKind fault = second % 2 == 0 ? FaultKind.Killed : FaultKind.KilledAfter;
                FaultyDisk recovering = new(new SimulatedDisk(disk.Inner.State)) { FailAt = second, Fault = fault };
                if (!StopsIn(() => Recover(recovering)))
                    break;
                AssertEachWhole(FilesOf(recovering), disk);
                AssertRecovers(recovering.Inner, disk);
            }
        });

    [Fact]
    public void Recover_after_a_power_cut_at_any_moment_brings_back_one_password()
    {
        FaultyDisk disk = DiskWith(Before);
        Run(disk);
        Random random = new(1);
        foreach (DiskMoment moment in disk.Inner.Moments)
        {
            for (int i = 0; i < CutsOfEachMoment; i++)
                AssertRecoversFrom(moment, random, disk);
        }
    }

    [Fact]
    public void Recover_after_a_power_cut_while_undoing_brings_back_one_password()
    {
        Random random = new(2);
        ForEachOperation(FaultKind.Error, disk =>
        {
            RunUntilStopped(disk);
            for (int i = 0; i < CutsOfEachMoment; i++)
                AssertRecoversFrom(disk.Inner.Moments[random.Next(disk.Inner.Moments.Count)], random, disk);
        });
    }

    [Fact]
    public void Recover_leaves_a_key_that_another_program_has_changed_since()
    {
        Dictionary<string, byte[]> files = StoppedBetweenRenames();
        files[Sign] = MakeFiles()[Sign];
        FaultyDisk later = DiskWith(files);
        NpkiException e = Assert.Throws<NpkiException>(() => Recover(later));
        Assert.Equal(NpkiFailure.ChangeInterrupted, e.Reason);
        Assert.Equal(files, FilesOf(later));
    }

    [Theory]
    [InlineData("../signPri.key")]
    [InlineData("..")]
    [InlineData("a\\b")]
    [InlineData("")]
    public void Recover_manifest_with_a_name_that_leads_elsewhere_is_refused(string name)
    {
        string hash = new('0', 64);
        Dictionary<string, byte[]> files = new(Before, StringComparer.Ordinal)
        {
            [PasswordChangeManifest.FileName] = new PasswordChangeManifest([new(name, hash, hash)]).Encode(),
        };
        FaultyDisk disk = DiskWith(files);
        Assert.Equal(NpkiFailure.Malformed, Assert.Throws<NpkiException>(() => Recover(disk)).Reason);
        Assert.Equal(files, FilesOf(disk));
    }

    [Fact]
    public void Recover_keeps_a_copy_whose_key_is_missing()
    {
        FaultyDisk disk = DiskWith([new(Sign + InterruptedChange.OldSuffix, Before[Sign])]);
        Assert.Equal(RecoveredChange.None, Recover(disk));
        Assert.Single(FilesOf(disk));
    }

    [Fact]
    public void Recover_of_a_folder_that_is_gone_does_not_report_that_all_is_well()
        => Assert.Throws<DirectoryNotFoundException>(() => InterruptedChange.Recover(new KeyFolder(new SimulatedDisk(), Folder)));

    private static Dictionary<string, byte[]> MakeFiles()
    {
        using NpkiPrivateKey sign = NpkiPrivateKey.Create(TestKeys.Rsa, TestKeys.R);
        using NpkiPrivateKey km = NpkiPrivateKey.Create(TestKeys.OtherRsa, default);
        return new(StringComparer.Ordinal)
        {
            [Sign] = EncryptedPrivateKey.Encrypt(sign, Old),
            [Km] = EncryptedPrivateKey.Encrypt(km, Old),
        };
    }

    private static FaultyDisk DiskWith(IEnumerable<KeyValuePair<string, byte[]>> files, int failAt = -1, FaultKind fault = FaultKind.Error)
    {
        SimulatedDisk disk = new();
        disk.CreateDirectory(Folder);
        foreach ((string name, byte[] content) in files)
            disk.Write(Path.Combine(Folder, name), content);
        disk.Settle();
        return new FaultyDisk(disk) { FailAt = failAt, Fault = fault };
    }

    private static Dictionary<string, byte[]> FilesOf(FaultyDisk disk) => FilesOf(disk.Inner);

    private static Dictionary<string, byte[]> FilesOf(SimulatedDisk disk)
        => disk.ListFiles(Folder)
            .ToDictionary(path => Path.GetFileName(path), path => disk.TryRead(path, int.MaxValue)!, StringComparer.Ordinal);

    private static IReadOnlyList<string> Run(FaultyDisk disk) => PasswordChange.Run(new KeyFolder(disk, Folder), [Sign, Km], Old, New);

    private static RecoveredChange Recover(IDisk disk)
    {
        KeyFolder folder = new(disk, Folder);
        using IDisposable? held = folder.TryLock();
        Assert.NotNull(held);
        return InterruptedChange.Recover(folder);
    }

    private static void ForEachOperation(FaultKind fault, Action<FaultyDisk> check)
    {
        FaultyDisk whole = DiskWith(Before);
        Run(whole);
        Assert.True(whole.Operations > 20);
        for (int i = 1; i <= whole.Operations; i++)
            check(DiskWith(Before, i, fault));
    }

    private static Dictionary<string, byte[]> StoppedBetweenRenames()
    {
        for (int i = 1; ; i++)
        {
            FaultyDisk disk = DiskWith(Before, i, FaultKind.Killed);
            RunUntilStopped(disk);
            Dictionary<string, byte[]> files = FilesOf(disk);
            files.Remove(Lock);
            if (!files[Sign].SequenceEqual(Before[Sign]) && files[Km].SequenceEqual(Before[Km]))
                return files;
        }
    }

    private static void RunUntilStopped(FaultyDisk disk) => StopsIn(() => Run(disk));

    private static bool StopsIn(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (Exception e) when (e is SimulatedKillException or IOException or NpkiException)
        {
            return true;
        }
    }

    private static byte[]? NewContent(FaultyDisk writer, string key)
        => writer.Written.GetValueOrDefault(Path.Combine(Folder, key + InterruptedChange.NewSuffix));

    private static void AssertEachWhole(Dictionary<string, byte[]> files, FaultyDisk writer)
    {
        foreach (string name in Before.Keys)
        {
            byte[]? changed = NewContent(writer, name);
            Assert.True(files[name].SequenceEqual(Before[name]) || (changed is not null && files[name].SequenceEqual(changed)), name);
        }
    }

    private static void AssertRecoversFrom(DiskMoment moment, Random random, FaultyDisk writer)
    {
        SimulatedDisk left = new(moment.State.After(new PowerCut(random)));
        AssertEachWhole(FilesOf(left), writer);
        AssertRecovers(left, writer);
    }

    /// <summary>Asserts that a new process, which finds no lock held, recovers.</summary>
    private static void AssertRecovers(SimulatedDisk left, FaultyDisk writer)
    {
        SimulatedDisk disk = new(left.State);
        RecoveredChange result = Recover(disk);
        Dictionary<string, byte[]> files = FilesOf(disk);
        if (result == RecoveredChange.Completed || (result == RecoveredChange.None && !files[Sign].SequenceEqual(Before[Sign])))
            AssertChanged(files, writer);
        else
            AssertBefore(files);
        Assert.Equal(RecoveredChange.None, Recover(disk));
    }

    private static void AssertBefore(IEnumerable<KeyValuePair<string, byte[]>> files)
        => Assert.Equal(Before.OrderBy(file => file.Key, StringComparer.Ordinal), files.OrderBy(file => file.Key, StringComparer.Ordinal));

    private static void AssertChanged(Dictionary<string, byte[]> files, FaultyDisk writer)
    {
        foreach (string name in Before.Keys)
            Assert.Equal(NewContent(writer, name), files[name]);
    }

    private static void AssertOpens(Dictionary<string, byte[]> files, string password)
    {
        using NpkiPrivateKey sign = EncryptedPrivateKey.Parse(files[Sign]).Decrypt(password);
        using NpkiPrivateKey km = EncryptedPrivateKey.Parse(files[Km]).Decrypt(password);
        Assert.Equal(TestKeys.R, sign.RandomValue);
        Assert.True(sign.Matches(TestKeys.Rsa));
        Assert.True(km.Matches(TestKeys.OtherRsa));
    }
}
