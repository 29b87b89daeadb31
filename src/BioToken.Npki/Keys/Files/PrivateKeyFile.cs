using BioToken.Npki.Errors;
using BioToken.Npki.Passwords;
using BioToken.Npki.Resources;
using BioToken.Storage;

namespace BioToken.Npki.Keys.Files;

/// <summary>Key files of NPKI folders: <c>signPri.key</c> and <c>kmPri.key</c>.</summary>
public static class PrivateKeyFile
{
    /// <summary>Reads a key file without opening it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NpkiException">
    /// <see cref="NpkiFailure.NotFound"/>, <see cref="NpkiFailure.ReadFailed"/>, <see cref="NpkiFailure.Malformed"/> for an empty file or
    /// one that is not a regular file, or the reason of <see cref="EncryptedPrivateKey.Parse"/>.
    /// </exception>
    public static EncryptedPrivateKey Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] content = NpkiFile.Read(path);
        try
        {
            return EncryptedPrivateKey.Parse(content);
        }
        catch (NpkiException e)
        {
            throw e.At(path);
        }
    }

    /// <summary>Opens a key file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="password">Its password, any.</param>
    /// <returns>The key, which the caller disposes.</returns>
    /// <exception cref="NpkiException">As <see cref="Read"/>, or the reason of <see cref="EncryptedPrivateKey.Decrypt"/>.</exception>
    public static NpkiPrivateKey Open(string path, ReadOnlySpan<char> password)
    {
        EncryptedPrivateKey encrypted = Read(path);
        try
        {
            return encrypted.Decrypt(password);
        }
        catch (NpkiException e)
        {
            throw e.At(path);
        }
    }

    /// <summary>
    /// Changes the password of key files together. Nothing is written unless the old password opens all of them, and at every instant each
    /// file is a whole key under the old or the new password. After an interruption, the next change or <see cref="Recover"/> brings all of
    /// them back to one password. Files are written by <see cref="EncryptedPrivateKey.Encrypt"/>; data after their structure are not kept.
    /// </summary>
    /// <param name="paths">All key files that share the password, in one folder. A symbolic link stands for the file it leads to.</param>
    /// <param name="oldPassword">The password that opens them now.</param>
    /// <param name="newPassword">The new password.</param>
    /// <param name="policy">Rules for the new password; null for <see cref="PasswordPolicy.KicaStrict"/>, which suits every
    /// authority.</param>
    /// <returns>Copies under the old password that could not be deleted afterwards, for the user to delete; almost always empty.</returns>
    /// <exception cref="ArgumentException">There are no paths, one of them twice, or not all in one folder.</exception>
    /// <exception cref="NpkiException">
    /// <see cref="NpkiFailure.PasswordRejected"/>; why a file could not be opened; <see cref="NpkiFailure.WriteFailed"/>: the old password
    /// is valid for all, for instance if links lead into several folders or to one file; <see cref="NpkiFailure.ChangeInterrupted"/>: the
    /// rollback failed as well, and the message names the place of the old files.
    /// </exception>
    public static IReadOnlyList<string> ChangePassword(
        IReadOnlyList<string> paths, ReadOnlySpan<char> oldPassword, ReadOnlySpan<char> newPassword, PasswordPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        string[] named = [.. paths.Select(Path.GetFullPath)];
        if (FoldersOf(named).Length != 1 || named.Distinct(StringComparer.Ordinal).Count() != named.Length)
            throw new ArgumentException(Messages.Get("KeysNotTogether"), nameof(paths));
        string[] files = [.. named.Select(Resolve)];
        string[] folders = FoldersOf(files);
        // Links may lead anywhere; only within one folder can files change together.
        if (folders.Length != 1 || files.Distinct(StringComparer.Ordinal).Count() != files.Length)
            throw NpkiException.KeysElsewhere(FoldersOf(named)[0]);

        IReadOnlyList<PasswordViolation> broken = (policy ?? PasswordPolicy.KicaStrict).Check(newPassword);
        if (broken.Count > 0)
            throw NpkiException.PasswordRejected(broken);
        try
        {
            string[] names = [.. files.Select(file => Path.GetFileName(file))];
            return PasswordChange.Run(new KeyFolder(Disk.Instance, folders[0]), names, oldPassword, newPassword);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NpkiException.WriteFailed(folders[0], e);
        }
    }

    /// <summary>Settles an interrupted <see cref="ChangePassword"/> in a folder.</summary>
    /// <param name="folder">The folder of the key files.</param>
    /// <exception cref="NpkiException">
    /// <see cref="NpkiFailure.NotFound"/>: no such folder; <see cref="NpkiFailure.WriteFailed"/>: nothing could be written, and nothing
    /// changed; <see cref="NpkiFailure.ChangeInterrupted"/>: a person must decide, as the message describes.
    /// </exception>
    public static RecoveredChange Recover(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Disk.Instance.DirectoryExists(folder))
            throw NpkiException.NotFound(folder);
        KeyFolder keys = new(Disk.Instance, Path.GetFullPath(folder));
        try
        {
            using IDisposable held = keys.TryLock() ?? throw NpkiException.ChangeBusy(keys.Path);
            return InterruptedChange.Recover(keys);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NpkiException.WriteFailed(keys.Path, e);
        }
    }

    private static string[] FoldersOf(string[] files)
        => [.. files.Select(file => Path.GetDirectoryName(file) ?? file).Distinct(StringComparer.Ordinal)];

    private static string Resolve(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw NpkiException.NotFound(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NpkiException.ReadFailed(path, e);
        }
    }
}
