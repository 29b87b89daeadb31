using System.Runtime.Versioning;
using BioToken.Npki.Errors;
using BioToken.Npki.Keys;
using BioToken.Npki.Keys.Files;
using BioToken.Npki.Passwords;
using BioToken.Storage;

namespace BioToken.Npki.Tests;

public sealed class PrivateKeyFileTests
{
    private const string Old = "older than the rules";
    private const string New = "g7!kQz93@mw";

    [Fact]
    public void Open_file_gives_the_key()
    {
        using TemporaryFolder folder = new();
        using NpkiPrivateKey key = PrivateKeyFile.Open(WriteKey(folder, "signPri.key"), Old);
        Assert.Equal(TestKeys.R, key.RandomValue);
    }

    [Fact]
    public void Open_failures_name_the_file()
    {
        using TemporaryFolder folder = new();
        AssertRefused(NpkiFailure.NotFound, folder["signPri.key"], path => PrivateKeyFile.Open(path, Old));
        AssertRefused(NpkiFailure.NotFound, folder["no/signPri.key"], path => PrivateKeyFile.Open(path, Old));
        AssertRefused(NpkiFailure.Malformed, folder.Path, path => PrivateKeyFile.Open(path, Old));
        AssertRefused(NpkiFailure.Malformed, folder.Write("text.key", "text"u8.ToArray()), path => PrivateKeyFile.Open(path, Old));
        AssertRefused(NpkiFailure.Malformed, folder.Write("empty.key", []), path => PrivateKeyFile.Open(path, Old));
        AssertRefused(NpkiFailure.TooLarge, folder.Write("large.key", new byte[65_537]), path => PrivateKeyFile.Open(path, Old));
        AssertRefused(NpkiFailure.PasswordIncorrect, WriteKey(folder, "signPri.key"), path => PrivateKeyFile.Open(path, "wrong"));
    }

    [Fact]
    public void Read_device_is_refused_before_it_is_opened()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "there is no /dev/zero");
        AssertRefused(NpkiFailure.Malformed, "/dev/zero", path => PrivateKeyFile.Read(path));
    }

    [Fact]
    public void Read_pipe_that_nobody_writes_to_is_refused()
    {
        using TemporaryFolder folder = new();
        AssertRefused(NpkiFailure.Malformed, folder.MakePipe("signPri.key"), path => PrivateKeyFile.Read(path));
    }

    [Fact]
    public void Read_link_to_a_pipe_is_refused()
    {
        using TemporaryFolder folder = new();
        string link = folder["link.key"];
        File.CreateSymbolicLink(link, folder.MakePipe("signPri.key"));
        AssertRefused(NpkiFailure.Malformed, link, path => PrivateKeyFile.Read(path));
    }

    [Fact]
    public void Recover_leaves_a_folder_alone_whose_key_became_a_pipe()
    {
        using TemporaryFolder folder = new();
        string hash = new('0', 64);
        folder.Write(PasswordChangeManifest.FileName, new PasswordChangeManifest([new("signPri.key", hash, hash)]).Encode());
        folder.MakePipe("signPri.key");
        AssertRefused(NpkiFailure.ChangeInterrupted, folder.Path, path => PrivateKeyFile.Recover(path));
        Assert.True(File.Exists(folder[PasswordChangeManifest.FileName]));
    }

    [Fact]
    public void ChangePassword_of_both_keys_opens_with_the_new_only()
    {
        using TemporaryFolder folder = new();
        string[] paths = [WriteKey(folder, "signPri.key"), WriteKey(folder, "kmPri.key")];
        Assert.Empty(PrivateKeyFile.ChangePassword(paths, Old, New));
        Assert.Equal(["kmPri.key", "signPri.key"], folder.Names());
        foreach (string path in paths)
        {
            PrivateKeyFile.Open(path, New).Dispose();
            AssertRefused(NpkiFailure.PasswordIncorrect, path, file => PrivateKeyFile.Open(file, Old));
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void ChangePassword_keeps_the_permissions()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        using TemporaryFolder folder = new();
        string path = WriteKey(folder, "signPri.key");
        UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        File.SetUnixFileMode(path, mode);
        PrivateKeyFile.ChangePassword([path], Old, New);
        Assert.Equal(mode, File.GetUnixFileMode(path));
    }

    [Fact]
    public void ChangePassword_through_a_link_changes_its_target()
    {
        using TemporaryFolder folder = new();
        using TemporaryFolder elsewhere = new();
        string target = WriteKey(elsewhere, "signPri.key");
        string link = folder["signPri.key"];
        File.CreateSymbolicLink(link, target);
        PrivateKeyFile.ChangePassword([link], Old, New);
        PrivateKeyFile.Open(target, New).Dispose();
        Assert.Equal(target, File.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName);
    }

    [Fact]
    public void ChangePassword_one_key_of_another_password_writes_nothing()
    {
        using TemporaryFolder folder = new();
        string[] paths = [WriteKey(folder, "signPri.key"), WriteKey(folder, "kmPri.key", "another")];
        byte[][] before = [.. paths.Select(File.ReadAllBytes)];
        NpkiException e = Assert.Throws<NpkiException>(() => PrivateKeyFile.ChangePassword(paths, Old, New));
        Assert.Equal(NpkiFailure.PasswordIncorrect, e.Reason);
        Assert.Equal(paths[1], e.Path);
        Assert.Equal(before, paths.Select(File.ReadAllBytes));
        Assert.Equal(2, folder.Names().Length);
    }

    [Fact]
    public void ChangePassword_to_a_weak_password_tells_every_rule()
    {
        using TemporaryFolder folder = new();
        string path = WriteKey(folder, "signPri.key");
        NpkiException e = Assert.Throws<NpkiException>(() => PrivateKeyFile.ChangePassword([path], Old, "aaa111"));
        Assert.Equal(NpkiFailure.PasswordRejected, e.Reason);
        Assert.Equal([PasswordViolation.TooShort, PasswordViolation.NoSpecial, PasswordViolation.Repeated], e.Violations);
        PrivateKeyFile.Open(path, Old).Dispose();
    }

    [Fact]
    public void ChangePassword_by_the_industry_rule_allows_runs()
    {
        using TemporaryFolder folder = new();
        string path = WriteKey(folder, "signPri.key");
        PrivateKeyFile.ChangePassword([path], Old, "abcdef123!", PasswordPolicy.Industry2014);
        PrivateKeyFile.Open(path, "abcdef123!").Dispose();
    }

    [Fact]
    public void ChangePassword_blocked_on_the_disk_keeps_the_old_password()
    {
        using TemporaryFolder folder = new();
        string[] paths = [WriteKey(folder, "signPri.key"), WriteKey(folder, "kmPri.key")];
        byte[][] before = [.. paths.Select(File.ReadAllBytes)];
        Directory.CreateDirectory(folder["kmPri.key.biotoken-old"]);
        NpkiException e = Assert.Throws<NpkiException>(() => PrivateKeyFile.ChangePassword(paths, Old, New));
        Assert.Equal(NpkiFailure.WriteFailed, e.Reason);
        Assert.Contains(folder.Path, e.Message, StringComparison.Ordinal);
        Assert.Equal(before, paths.Select(File.ReadAllBytes));
        Assert.Equal(["kmPri.key", "signPri.key"], folder.Names());
    }

    [Fact]
    public void ChangePassword_of_a_missing_file_names_it()
    {
        using TemporaryFolder folder = new();
        AssertRefused(NpkiFailure.NotFound, folder["signPri.key"], path => PrivateKeyFile.ChangePassword([path], Old, New));
        AssertRefused(NpkiFailure.NotFound, folder["no/signPri.key"], path => PrivateKeyFile.ChangePassword([path], Old, New));
    }

    [Fact]
    public void ChangePassword_while_another_runs_is_refused()
    {
        using TemporaryFolder folder = new();
        string path = WriteKey(folder, "signPri.key");
        using (new KeyFolder(Disk.Instance, folder.Path).TryLock())
            AssertRefused(NpkiFailure.WriteFailed, folder.Path, _ => PrivateKeyFile.ChangePassword([path], Old, New));
        PrivateKeyFile.Open(path, Old).Dispose();
    }

    [Fact]
    public void Read_and_ChangePassword_follow_a_link_to_a_link()
    {
        using TemporaryFolder folder = new();
        string target = WriteKey(folder, "signPri.key");
        string link = folder["link.key"];
        string outer = folder["outer.key"];
        File.CreateSymbolicLink(link, target);
        File.CreateSymbolicLink(outer, link);
        PrivateKeyFile.Read(outer);
        PrivateKeyFile.ChangePassword([outer], Old, New);
        Assert.Equal(link, File.ResolveLinkTarget(outer, returnFinalTarget: false)!.FullName);
        Assert.Equal(target, File.ResolveLinkTarget(link, returnFinalTarget: false)!.FullName);
        PrivateKeyFile.Open(target, New).Dispose();
    }

    [Fact]
    public void A_link_that_leads_to_itself_cannot_be_read()
    {
        using TemporaryFolder folder = new();
        string link = folder["signPri.key"];
        File.CreateSymbolicLink(link, link);
        Assert.Equal(NpkiFailure.ReadFailed, Assert.Throws<NpkiException>(() => PrivateKeyFile.Read(link)).Reason);
        Assert.Equal(NpkiFailure.ReadFailed, Assert.Throws<NpkiException>(() => PrivateKeyFile.ChangePassword([link], Old, New)).Reason);
    }

    [Fact]
    public void A_folder_in_which_nothing_can_be_written_is_named()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "Linux only: a folder in which not even root writes.");
        NpkiException change = Assert.Throws<NpkiException>(() => PrivateKeyFile.ChangePassword(["/proc/self/status"], Old, New));
        NpkiException recovery = Assert.Throws<NpkiException>(() => PrivateKeyFile.Recover("/proc"));
        Assert.Equal((NpkiFailure.WriteFailed, NpkiFailure.WriteFailed), (change.Reason, recovery.Reason));
        Assert.Equal(("/proc/self", "/proc"), (change.Path, recovery.Path));
    }

    [Fact]
    public void Arguments_that_are_missing_are_refused()
    {
        Assert.Throws<ArgumentNullException>("path", () => PrivateKeyFile.Read(null!));
        Assert.Throws<ArgumentException>("path", () => PrivateKeyFile.Read(""));
        Assert.Throws<ArgumentNullException>("paths", () => PrivateKeyFile.ChangePassword(null!, "a", "b"));
        Assert.Throws<ArgumentException>("folder", () => PrivateKeyFile.Recover(""));
    }

    [Fact]
    public void ChangePassword_of_no_or_scattered_or_repeated_files_throws()
    {
        using TemporaryFolder folder = new();
        using TemporaryFolder other = new();
        string path = WriteKey(folder, "signPri.key");
        Assert.Throws<ArgumentException>(() => PrivateKeyFile.ChangePassword([], Old, New));
        Assert.Throws<ArgumentException>(() => PrivateKeyFile.ChangePassword([path, path], Old, New));
        Assert.Throws<ArgumentException>(() => PrivateKeyFile.ChangePassword([path, WriteKey(other, "kmPri.key")], Old, New));
    }

    [Fact]
    public void ChangePassword_of_links_into_two_folders_or_to_one_file_changes_nothing()
    {
        using TemporaryFolder folder = new();
        using TemporaryFolder other = new();
        string sign = WriteKey(folder, "signPri.key");
        File.CreateSymbolicLink(folder["kmPri.key"], WriteKey(other, "kmPri.key"));
        File.CreateSymbolicLink(folder["again.key"], sign);
        byte[] before = File.ReadAllBytes(sign);

        foreach (string second in new[] { "kmPri.key", "again.key" })
        {
            NpkiException e = Assert.Throws<NpkiException>(() => PrivateKeyFile.ChangePassword([sign, folder[second]], Old, New));
            Assert.Equal(NpkiFailure.WriteFailed, e.Reason);
            Assert.Equal(folder.Path, e.Path);
        }

        Assert.Equal(before, File.ReadAllBytes(sign));
    }

    [Fact]
    public void Recover_after_a_stop_between_the_renames_restores_the_old_password()
    {
        using TemporaryFolder folder = new();
        string sign = WriteKey(folder, "signPri.key");
        string km = WriteKey(folder, "kmPri.key");
        byte[] signBefore = File.ReadAllBytes(sign);
        byte[] kmBefore = File.ReadAllBytes(km);
        PrivateKeyFile.ChangePassword([sign], Old, New);
        byte[] kmAfter = [.. kmBefore, 0];
        folder.Write("signPri.key.biotoken-old", signBefore);
        folder.Write("kmPri.key.biotoken-old", kmBefore);
        folder.Write("kmPri.key.biotoken-new", kmAfter);
        folder.Write(PasswordChangeManifest.FileName, new PasswordChangeManifest(
        [
            new("signPri.key", PasswordChangeManifest.Hash(signBefore), PasswordChangeManifest.Hash(File.ReadAllBytes(sign))),
            new("kmPri.key", PasswordChangeManifest.Hash(kmBefore), PasswordChangeManifest.Hash(kmAfter)),
        ]).Encode());

        Assert.Equal(RecoveredChange.RolledBack, PrivateKeyFile.Recover(folder.Path));
        Assert.Equal(signBefore, File.ReadAllBytes(sign));
        Assert.Equal(kmBefore, File.ReadAllBytes(km));
        Assert.Equal(["kmPri.key", "signPri.key"], folder.Names());
    }

    [Fact]
    public void Recover_untouched_folder_finds_nothing()
    {
        using TemporaryFolder folder = new();
        WriteKey(folder, "signPri.key");
        Assert.Equal(RecoveredChange.None, PrivateKeyFile.Recover(folder.Path));
        AssertRefused(NpkiFailure.NotFound, folder["none"], path => PrivateKeyFile.Recover(path));
    }

    private static string WriteKey(TemporaryFolder folder, string name, string password = Old)
    {
        using NpkiPrivateKey key = NpkiPrivateKey.Create(TestKeys.Rsa, TestKeys.R);
        return folder.Write(name, EncryptedPrivateKey.Encrypt(key, password));
    }

    private static void AssertRefused(NpkiFailure reason, string path, Action<string> action)
    {
        NpkiException e = Assert.Throws<NpkiException>(() => action(path));
        Assert.Equal(reason, e.Reason);
        Assert.Equal(path, e.Path);
        Assert.Contains(path, e.Message, StringComparison.Ordinal);
    }
}
