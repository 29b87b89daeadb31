namespace BioToken.Npki;

/// <summary>
/// Searches the layout <c>NPKI/&lt;CA&gt;/USER/&lt;certificate&gt;</c> from any of its levels. It follows the layout's names only, so that
/// it does not wander through a disk, and its depth is fixed, so that links cannot send it round in circles.
/// </summary>
internal sealed class NpkiFolderScan
{
    private const int MaxDepth = 5;

    private readonly List<NpkiStoreEntry> _entries = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public IReadOnlyList<NpkiStoreEntry> Entries => _entries;

    public void Search(NpkiRoot root) => Search(root.Path, root.Medium, MaxDepth, isTop: true);

    private void Search(string path, NpkiMedium medium, int depth, bool isTop)
    {
        if (!TryList(path, medium, out string[] files, out string[] folders))
            return;
        if (files.Any(file => NpkiFolderFiles.IsNpkiFile(Path.GetFileName(file))))
            Add(path, medium);
        if (depth == 0)
            return;

        if (IsNamed(path, "USER"))
            SearchAll(folders, medium, depth: 0, isTop: false);
        else if (Array.FindAll(folders, folder => IsNamed(folder, "USER")) is { Length: > 0 } users)
            SearchAll(users, medium, depth - 1, isTop: false);
        else if (!IsNamed(path, "NPKI") && Array.FindAll(folders, folder => IsNamed(folder, "NPKI")) is { Length: > 0 } roots)
            SearchAll(roots, medium, depth - 1, isTop: true);
        else if (isTop)
            SearchAll(folders, medium, depth - 1, isTop: false);
    }

    private void SearchAll(string[] folders, NpkiMedium medium, int depth, bool isTop)
    {
        foreach (string folder in folders)
            Search(folder, medium, depth, isTop);
    }

    private void Add(string path, NpkiMedium medium)
    {
        if (!_seen.Add(path))
            return;
        try
        {
            _entries.Add(new(path, medium, NpkiFolder.Read(path)));
        }
        catch (NpkiException e)
        {
            _entries.Add(new(path, medium, e));
        }
    }

    private bool TryList(string path, NpkiMedium medium, out string[] files, out string[] folders)
    {
        files = folders = [];
        try
        {
            files = Directory.GetFiles(path);
            folders = Array.FindAll(Directory.GetDirectories(path), folder => !NpkiFolder.IsUnfinished(Path.GetFileName(folder)));
            Array.Sort(folders, StringComparer.Ordinal);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            _entries.Add(new(path, medium, NpkiException.FolderNotFound(path)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _entries.Add(new(path, medium, NpkiException.ReadFailed(path, e)));
        }

        return false;
    }

    private static bool IsNamed(string path, string name) =>
        string.Equals(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), name, StringComparison.OrdinalIgnoreCase);
}
