using BioToken.Npki.Errors;
using BioToken.Npki.Formats;
using BioToken.Npki.Keys.Files;
using BioToken.Storage;

namespace BioToken.Npki.Tests;

public sealed class InterruptedChangeTests
{
    private const string Path = "/folder";
    private const string Sign = "signPri.key";
    private const string Km = "kmPri.key";
    private const string Old = InterruptedChange.OldSuffix;
    private const string New = InterruptedChange.NewSuffix;

    private readonly SimulatedDisk _disk = new();
    private readonly KeyFolder _folder;

    public InterruptedChangeTests()
    {
        _disk.CreateDirectory(Path);
        _folder = new KeyFolder(_disk, Path);
    }

    [Fact]
    public void Recover_of_new_files_alone_rolls_back()
    {
        Write((Sign, 1), (Sign + New, 2));
        Assert.Equal(RecoveredChange.RolledBack, InterruptedChange.Recover(_folder));
        AssertFiles((Sign, 1));
    }

    [Fact]
    public void Recover_of_copies_alone_completes()
    {
        Write((Sign, 2), (Sign + Old, 1));
        Assert.Equal(RecoveredChange.Completed, InterruptedChange.Recover(_folder));
        AssertFiles((Sign, 2));
    }

    [Fact]
    public void Recover_of_copies_and_new_files_rolls_back()
    {
        Write((Sign, 1), (Sign + Old, 1), (Sign + New, 2));
        Assert.Equal(RecoveredChange.RolledBack, InterruptedChange.Recover(_folder));
        AssertFiles((Sign, 1));
    }

    [Fact]
    public void Recover_deletes_a_manifest_that_was_not_yet_in_place()
    {
        Write((Sign, 1), (PasswordChangeManifest.FileName + New, 9));
        Assert.Equal(RecoveredChange.RolledBack, InterruptedChange.Recover(_folder));
        AssertFiles((Sign, 1));
    }

    [Fact]
    public void Recover_keeps_a_new_file_whose_key_is_missing()
    {
        Write((Sign + New, 2));
        Assert.Equal(RecoveredChange.None, InterruptedChange.Recover(_folder));
        AssertFiles((Sign + New, 2));
    }

    [Fact]
    public void Recover_leaves_nothing_that_a_power_cut_brings_back()
    {
        Write((Sign, 2), (Sign + Old, 1));
        _disk.Settle();
        InterruptedChange.Recover(_folder);
        Random random = new(1);
        for (int i = 0; i < 20; i++)
        {
            SimulatedDisk left = new(_disk.State.After(new PowerCut(random)));
            Assert.Equal(Sign, System.IO.Path.GetFileName(Assert.Single(left.ListFiles(Path))));
        }
    }

    [Fact]
    public void Recover_before_any_rename_rolls_back()
    {
        Write((Sign, 1), (Km, 1), (Sign + Old, 1), (Km + Old, 1), (Sign + New, 2), (Km + New, 2));
        WriteManifest();
        Assert.Equal(RecoveredChange.RolledBack, InterruptedChange.Recover(_folder));
        AssertFiles((Sign, 1), (Km, 1));
    }

    [Fact]
    public void Recover_after_one_rename_rolls_back()
    {
        Write((Sign, 2), (Km, 1), (Sign + Old, 1), (Km + Old, 1), (Km + New, 2));
        WriteManifest();
        Assert.Equal(RecoveredChange.RolledBack, InterruptedChange.Recover(_folder));
        AssertFiles((Sign, 1), (Km, 1));
    }

    [Fact]
    public void Recover_after_all_renames_completes()
    {
        Write((Sign, 2), (Km, 2), (Sign + Old, 1), (Km + Old, 1));
        WriteManifest();
        Assert.Equal(RecoveredChange.Completed, InterruptedChange.Recover(_folder));
        AssertFiles((Sign, 2), (Km, 2));
    }

    [Fact]
    public void Recover_to_undo_after_all_renames_rolls_back()
    {
        Write((Sign, 2), (Km, 2), (Sign + Old, 1), (Km + Old, 1));
        WriteManifest();
        Assert.Equal(RecoveredChange.RolledBack, InterruptedChange.Recover(_folder, undo: true));
        AssertFiles((Sign, 1), (Km, 1));
    }

    [Fact]
    public void Recover_of_missing_keys_brings_the_copies_back()
    {
        Write((Sign + Old, 1), (Km + Old, 1));
        WriteManifest();
        Assert.Equal(RecoveredChange.RolledBack, InterruptedChange.Recover(_folder));
        AssertFiles((Sign, 1), (Km, 1));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void Recover_with_a_copy_that_is_not_the_old_file_changes_nothing(int copy)
    {
        Write((Sign, 2), (Km, 1), (Km + Old, 1));
        if (copy >= 0)
            Write((Sign + Old, (byte)copy));
        WriteManifest();
        byte[]?[] before = [.. _disk.ListFiles(Path).Select(path => _disk.TryRead(path, int.MaxValue))];
        NpkiException e = Assert.Throws<NpkiException>(() => InterruptedChange.Recover(_folder));
        Assert.Equal(NpkiFailure.ChangeInterrupted, e.Reason);
        Assert.Contains(Sign + Old, e.Message, StringComparison.Ordinal);
        Assert.Equal(before, _disk.ListFiles(Path).Select(path => _disk.TryRead(path, int.MaxValue)));
    }

    [Fact]
    public void Recover_with_a_key_too_large_to_be_either_is_refused()
    {
        Write((Km, 2), (Sign + Old, 1), (Km + Old, 1));
        _disk.Write($"{Path}/{Sign}", new byte[BerEncoding.MaxLength + 1]);
        WriteManifest();
        NpkiException e = Assert.Throws<NpkiException>(() => InterruptedChange.Recover(_folder));
        Assert.Equal(NpkiFailure.ChangeInterrupted, e.Reason);
    }

    private static byte[] Content(byte version) => [version];

    private static string Hash(byte version) => PasswordChangeManifest.Hash(Content(version));

    private void Write(params (string Name, byte Version)[] files)
    {
        foreach ((string name, byte version) in files)
            _disk.Write($"{Path}/{name}", Content(version));
    }

    private void WriteManifest() => _disk.Write(
        $"{Path}/{PasswordChangeManifest.FileName}",
        new PasswordChangeManifest([new(Sign, Hash(1), Hash(2)), new(Km, Hash(1), Hash(2))]).Encode());

    private void AssertFiles(params (string Name, byte Version)[] files) => Assert.Equal(
        files.Select(file => (file.Name, Convert.ToHexString(Content(file.Version)))).Order(),
        _disk.ListFiles(Path)
            .Select(path => (System.IO.Path.GetFileName(path), Convert.ToHexString(_disk.TryRead(path, int.MaxValue)!))).Order());
}
