using BioToken.Npki.Errors;
using BioToken.Storage;

namespace BioToken.Npki.Keys.Files;

/// <summary>Settles an interrupted password change. May itself be interrupted anywhere and run again.</summary>
internal static class InterruptedChange
{
    public const string NewSuffix = ".biotoken-new";
    public const string OldSuffix = ".biotoken-old";

    /// <param name="folder">The folder, locked.</param>
    /// <param name="undo">Whether to roll back also when all keys are new already, which is right while their writer still lives.</param>
    public static RecoveredChange Recover(KeyFolder folder, bool undo = false)
    {
        if (!folder.Names().Contains(PasswordChangeManifest.FileName))
            return Clean(folder);
        try
        {
            return Settle(folder, undo);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NpkiException.RollbackFailed(folder.Path, OldSuffix, e);
        }
    }

    /// <summary>Deletes files left without a manifest, by a change that had not begun to rename or had finished.</summary>
    /// <remarks>
    /// Only the former has new files. They are deleted last, so that the two stay distinguishable if this is interrupted too.
    /// </remarks>
    private static RecoveredChange Clean(KeyFolder folder)
    {
        bool copies = Delete(folder, OldSuffix);
        bool unused = Delete(folder, NewSuffix);
        return unused ? RecoveredChange.RolledBack
            : copies ? RecoveredChange.Completed
            : RecoveredChange.None;
    }

    private static bool Delete(KeyFolder folder, string suffix)
    {
        IReadOnlySet<string> names = folder.Names();
        string[] left = [.. names.Where(name => name.EndsWith(suffix, StringComparison.Ordinal) && IsSpare(name[..^suffix.Length]))];
        foreach (string name in left)
            folder.Delete(name);
        if (left.Length > 0)
            folder.Flush();
        return left.Length > 0;

        // Without the key beside it, this may be its only copy.
        bool IsSpare(string key) => names.Contains(key) || key == PasswordChangeManifest.FileName;
    }

    private static RecoveredChange Settle(KeyFolder folder, bool undo)
    {
        PasswordChangeManifest manifest = PasswordChangeManifest.Parse(NpkiFile.Read(folder, PasswordChangeManifest.FileName));
        IReadOnlySet<string> names = folder.Names();
        List<PasswordChangeManifest.Entry> changed = [];
        foreach (PasswordChangeManifest.Entry entry in manifest.Entries)
        {
            string? hash = HashOf(folder, names, entry.Name);
            if (hash == entry.OldHash)
                continue;
            if (hash is not null && hash != entry.NewHash)
                throw NpkiException.RecoveryRefused(folder.Path, entry.Name, OldSuffix, PasswordChangeManifest.FileName);
            changed.Add(entry);
        }

        bool complete = !undo && changed.Count == manifest.Entries.Count && changed.TrueForAll(entry => names.Contains(entry.Name));
        if (!complete)
            Restore(folder, names, changed);
        folder.Delete(PasswordChangeManifest.FileName);
        folder.Flush();
        Clean(folder);
        return complete ? RecoveredChange.Completed : RecoveredChange.RolledBack;
    }

    private static void Restore(KeyFolder folder, IReadOnlySet<string> names, List<PasswordChangeManifest.Entry> changed)
    {
        foreach (PasswordChangeManifest.Entry entry in changed)
        {
            if (HashOf(folder, names, entry.Name + OldSuffix) != entry.OldHash)
                throw NpkiException.RecoveryRefused(folder.Path, entry.Name + OldSuffix, OldSuffix, PasswordChangeManifest.FileName);
        }

        foreach (PasswordChangeManifest.Entry entry in changed)
            folder.Replace(entry.Name + OldSuffix, entry.Name);
        folder.Flush();
    }

    /// <returns>Null if there is no such file; empty, which is no file's hash, for a file that no password change leaves there.</returns>
    private static string? HashOf(KeyFolder folder, IReadOnlySet<string> names, string name)
    {
        if (!names.Contains(name))
            return null;
        try
        {
            return PasswordChangeManifest.Hash(NpkiFile.Read(folder, name));
        }
        catch (NpkiException e) when (e.Reason is NpkiFailure.Malformed or NpkiFailure.TooLarge)
        {
            return "";
        }
    }
}
