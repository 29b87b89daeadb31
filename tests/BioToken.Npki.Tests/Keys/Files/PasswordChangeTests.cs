namespace BioToken.Npki.Tests;

public sealed class PasswordChangeTests
{
    private const string Sign = "signPri.key";
    private const string Km = "kmPri.key";
    private const string Old = "older than the rules";
    private const string New = "g7!kQz93@mw";

    private static readonly Dictionary<string, byte[]> Before = MakeFiles();

    [Fact]
    public void Run_without_faults_changes_both_and_leaves_nothing_else()
    {
        MemoryKeyFolder folder = new(Before);
        Assert.Empty(Run(folder));
        Assert.Equal(Before.Keys.Order(StringComparer.Ordinal), folder.Files.Keys.Order(StringComparer.Ordinal));
        AssertOpens(folder.Files, New);
    }

    [Theory]
    [InlineData(FaultKind.Error)]
    [InlineData(FaultKind.ErrorAfter)]
    public void Run_failing_operation_leaves_old_password_or_succeeds(FaultKind fault)
    {
        ForEachOperation(fault, folder =>
        {
            try
            {
                IReadOnlyList<string> left = Run(folder);
                AssertChanged(folder.Files, folder);
                Assert.True(folder.Files.Count <= Before.Count + left.Count);
            }
            catch (Exception e) when (e is IOException or NpkiException { Reason: NpkiFailure.WriteFailed })
            {
                AssertBefore(folder.Files);
            }
            catch (NpkiException e) when (e.Reason == NpkiFailure.ChangeInterrupted)
            {
                // A second failure while undoing; a single fault must not lead here.
                Assert.Fail($"operation {folder.FailAt}: {e.Message}");
            }
        });
    }

    [Theory]
    [InlineData(FaultKind.Killed)]
    [InlineData(FaultKind.KilledAfter)]
    [InlineData(FaultKind.Gone)]
    public void Recover_after_a_stop_at_any_operation_brings_back_one_password(FaultKind fault)
        => ForEachOperation(fault, folder =>
        {
            RunUntilStopped(folder);
            AssertEachWhole(folder.Files, folder);
            AssertRecovers(folder.Files, folder);
        });

    [Fact]
    public void Recover_stopped_at_any_operation_itself_recovers_when_run_again()
        => ForEachOperation(FaultKind.Killed, folder =>
        {
            RunUntilStopped(folder);
            for (int second = 1; ; second++)
            {
                FaultKind fault = second % 2 == 0 ? FaultKind.Killed : FaultKind.KilledAfter;
                MemoryKeyFolder recovering = new(folder.Files) { FailAt = second, Fault = fault };
                if (!StopsIn(() => InterruptedChange.Recover(recovering)))
                    break;
                AssertEachWhole(recovering.Files, folder);
                AssertRecovers(recovering.Files, folder);
            }
        });

    [Fact]
    public void Recover_after_a_power_cut_at_any_operation_brings_back_one_password()
        => ForEachOperation(FaultKind.Killed, folder =>
        {
            RunUntilStopped(folder);
            foreach (Dictionary<string, byte[]> state in folder.AfterPowerCut())
            {
                AssertEachWhole(state, folder);
                AssertRecovers(state, folder);
            }
        });

    [Fact]
    public void Recover_after_a_power_cut_while_undoing_brings_back_one_password()
        => ForEachOperation(FaultKind.Error, failing =>
        {
            for (int kill = failing.FailAt + 1; ; kill++)
            {
                MemoryKeyFolder folder = new(Before) { FailAt = failing.FailAt, Fault = FaultKind.Error, KillAt = kill };
                RunUntilStopped(folder);
                foreach (Dictionary<string, byte[]> state in folder.AfterPowerCut())
                    AssertRecovers(state, folder);
                if (folder.Operations < kill)
                    break;
            }
        });

    [Fact]
    public void Recover_leaves_a_key_that_another_program_has_changed_since()
    {
        MemoryKeyFolder folder = StoppedBetweenRenames();
        Dictionary<string, byte[]> files = folder.Files.ToDictionary(StringComparer.Ordinal);
        files[Sign] = MakeFiles()[Sign];
        MemoryKeyFolder later = new(files);
        NpkiException e = Assert.Throws<NpkiException>(() => InterruptedChange.Recover(later));
        Assert.Equal(NpkiFailure.ChangeInterrupted, e.Reason);
        Assert.Equal(files, later.Files);
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
        MemoryKeyFolder folder = new(files);
        Assert.Equal(NpkiFailure.Malformed, Assert.Throws<NpkiException>(() => InterruptedChange.Recover(folder)).Reason);
        Assert.Equal(files, folder.Files);
    }

    [Fact]
    public void Recover_keeps_a_copy_whose_key_is_missing()
    {
        MemoryKeyFolder folder = new([new(Sign + InterruptedChange.OldSuffix, Before[Sign])]);
        Assert.Equal(RecoveredChange.None, InterruptedChange.Recover(folder));
        Assert.Single(folder.Files);
    }

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

    private static IReadOnlyList<string> Run(MemoryKeyFolder folder) => PasswordChange.Run(folder, [Sign, Km], Old, New);

    private static void ForEachOperation(FaultKind fault, Action<MemoryKeyFolder> check)
    {
        MemoryKeyFolder whole = new(Before);
        Run(whole);
        Assert.True(whole.Operations > 20);
        for (int i = 1; i <= whole.Operations; i++)
            check(new MemoryKeyFolder(Before) { FailAt = i, Fault = fault });
    }

    private static MemoryKeyFolder StoppedBetweenRenames()
    {
        for (int i = 1; ; i++)
        {
            MemoryKeyFolder folder = new(Before) { FailAt = i, Fault = FaultKind.Killed };
            RunUntilStopped(folder);
            if (!folder.Files[Sign].SequenceEqual(Before[Sign]) && folder.Files[Km].SequenceEqual(Before[Km]))
                return folder;
        }
    }

    private static void RunUntilStopped(MemoryKeyFolder folder) => StopsIn(() => Run(folder));

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

    private static void AssertEachWhole(IReadOnlyDictionary<string, byte[]> files, MemoryKeyFolder writer)
    {
        foreach (string name in Before.Keys)
            {
            byte[] content = files[name];
            Assert.True(
                content.SequenceEqual(Before[name]) || content.SequenceEqual(writer.Written[name + InterruptedChange.NewSuffix]), name);
        }
    }

    private static void AssertRecovers(IReadOnlyDictionary<string, byte[]> files, MemoryKeyFolder writer)
    {
        MemoryKeyFolder folder = new(files);
        RecoveredChange result = InterruptedChange.Recover(folder);
        if (result == RecoveredChange.Completed || (result == RecoveredChange.None && !folder.Files[Sign].SequenceEqual(Before[Sign])))
            AssertChanged(folder.Files, writer);
        else
            AssertBefore(folder.Files);
        Assert.Equal(RecoveredChange.None, InterruptedChange.Recover(folder));
    }

    private static void AssertBefore(IReadOnlyDictionary<string, byte[]> files)
    {
        Assert.Equal(Before.Keys.Order(StringComparer.Ordinal), files.Keys.Order(StringComparer.Ordinal));
        foreach (string name in Before.Keys)
            Assert.Equal(Before[name], files[name]);
    }

    private static void AssertChanged(IReadOnlyDictionary<string, byte[]> files, MemoryKeyFolder writer)
    {
        foreach (string name in Before.Keys)
            Assert.Equal(writer.Written[name + InterruptedChange.NewSuffix], files[name]);
    }

    private static void AssertOpens(IReadOnlyDictionary<string, byte[]> files, string password)
    {
        using NpkiPrivateKey sign = EncryptedPrivateKey.Parse(files[Sign]).Decrypt(password);
        using NpkiPrivateKey km = EncryptedPrivateKey.Parse(files[Km]).Decrypt(password);
        Assert.Equal(TestKeys.R, sign.RandomValue);
        Assert.True(sign.IsPairOf(TestKeys.Rsa));
        Assert.True(km.IsPairOf(TestKeys.OtherRsa));
    }
}
