using BioToken.Npki.Errors;
using BioToken.Storage;

namespace BioToken.Npki.Keys.Files;

/// <summary>Changes the password of all key files of one folder together.</summary>
/// <remarks>
/// <code>
/// 1. Open every key with the old password.
/// 2. Beside each file write the new one (*.biotoken-new), read it back and open it; then copy each old one (*.biotoken-old).
/// 3. Write the manifest.
/// 4. Rename each new file over its key.
/// 5. Open every key once more.
/// 6. Delete the manifest: the change is done.
/// 7. Delete the copies.
/// </code>
/// Each step is on the disk before the next begins. Between 3 and 6 the manifest makes <see cref="InterruptedChange"/> roll back; before
/// and after, its absence means that all keys have one password. A key file changes only by a rename and is complete at every instant.
/// </remarks>
internal static class PasswordChange
{
    private const string NewManifest = PasswordChangeManifest.FileName + InterruptedChange.NewSuffix;

    /// <returns>Copies of old files that could not be deleted.</returns>
    public static IReadOnlyList<string> Run(
        KeyFolder folder, IReadOnlyList<string> names, ReadOnlySpan<char> oldPassword, ReadOnlySpan<char> newPassword)
    {
        using IDisposable held = folder.TryLock() ?? throw NpkiException.ChangeBusy(folder.Path);
        InterruptedChange.Recover(folder);
        List<ChangedKey> keys = [];
        try
        {
            foreach (string name in names)
                keys.Add(Open(folder, name, keys, oldPassword, newPassword));
            Write(folder, keys, newPassword);
            return DeleteCopies(folder, keys);
        }
        finally
        {
            keys.ForEach(key => key.Dispose());
        }
    }

    private static ChangedKey Open(
        KeyFolder folder, string name, List<ChangedKey> opened, ReadOnlySpan<char> oldPassword, ReadOnlySpan<char> newPassword)
    {
        try
        {
            return ChangedKey.Open(folder, name, oldPassword, newPassword);
        }
        catch (NpkiException e) when (e.Reason == NpkiFailure.PasswordIncorrect && opened.Count > 0)
        {
            throw NpkiException.OtherKeyPassword(opened[0].Name, Path.Combine(folder.Path, name), e);
        }
    }

    private static void Write(KeyFolder folder, List<ChangedKey> keys, ReadOnlySpan<char> newPassword)
    {
        bool mayHaveRenamed = false;
        try
        {
            Prepare(folder, keys, newPassword);
            mayHaveRenamed = true;
            folder.Replace(NewManifest, PasswordChangeManifest.FileName);
            folder.Flush();
            Rename(folder, keys, newPassword);
        }
        catch (Exception e)
        {
            if (!Undo(folder, mayHaveRenamed, e))
                throw NpkiException.WriteFailed(folder.Path, e);
        }
    }

    private static void Prepare(KeyFolder folder, List<ChangedKey> keys, ReadOnlySpan<char> newPassword)
    {
        foreach (ChangedKey key in keys)
        {
            folder.Create(key.Name + InterruptedChange.NewSuffix, key.NewContent, permissionsOf: key.Name);
            key.Verify(folder, key.Name + InterruptedChange.NewSuffix, newPassword);
        }

        folder.Flush();
        foreach (ChangedKey key in keys)
            folder.Create(key.Name + InterruptedChange.OldSuffix, key.OldContent, permissionsOf: key.Name);
        PasswordChangeManifest manifest = new([.. keys.Select(key => new PasswordChangeManifest.Entry(
            key.Name, PasswordChangeManifest.Hash(key.OldContent), PasswordChangeManifest.Hash(key.NewContent)))]);
        folder.Create(NewManifest, manifest.Encode(), permissionsOf: keys[0].Name);
        folder.Flush();
    }

    private static void Rename(KeyFolder folder, List<ChangedKey> keys, ReadOnlySpan<char> newPassword)
    {
        foreach (ChangedKey key in keys)
            folder.Replace(key.Name + InterruptedChange.NewSuffix, key.Name);
        folder.Flush();
        foreach (ChangedKey key in keys)
            key.Verify(folder, key.Name, newPassword);
        folder.Delete(PasswordChangeManifest.FileName);
        folder.Flush();
    }

    /// <returns>True if the failure came too late: the manifest is gone, and the change is done.</returns>
    private static bool Undo(KeyFolder folder, bool mayHaveRenamed, Exception cause)
    {
        try
        {
            return InterruptedChange.Recover(folder, undo: true) == RecoveredChange.Completed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NpkiException)
        {
            AggregateException both = new(cause, e);
            throw mayHaveRenamed
                ? NpkiException.RollbackFailed(folder.Path, InterruptedChange.OldSuffix, both)
                : NpkiException.WriteFailed(folder.Path, both);
        }
    }

    private static List<string> DeleteCopies(KeyFolder folder, List<ChangedKey> keys)
    {
        List<string> left = [];
        foreach (ChangedKey key in keys)
        {
            string copy = key.Name + InterruptedChange.OldSuffix;
            try
            {
                folder.Delete(copy);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                left.Add(Path.Combine(folder.Path, copy));
            }
        }

        FlushDeletion(folder);
        return left;
    }

    /// <summary>
    /// Prevents a power cut from restoring copies that open with the old password. The change itself is done, whatever happens here.
    /// </summary>
    private static void FlushDeletion(KeyFolder folder)
    {
        try
        {
            folder.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next change or recovery deletes restored copies.
        }
    }
}
