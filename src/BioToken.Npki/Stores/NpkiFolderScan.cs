using BioToken.Npki.Errors;
using BioToken.Npki.Identities;

namespace BioToken.Npki.Stores;

/// <summary>
/// Searches places for certificate folders, five levels deep. Below a folder named NPKI the depth restarts, since folders above it are not
/// part of its layout (usually <c>NPKI/&lt;CA&gt;/USER/&lt;certificate&gt;</c>). Other kinds of files are listed.
/// </summary>
internal sealed class NpkiFolderScan
{
    private const int MaxDepth = 5;
    private const int DepthBelowTree = 4;

    // More than any certificate location has; a whole disk is not searched.
    private const int MaxFolders = 50_000;

    private readonly List<NpkiStoreEntry> _entries = [];
    private readonly HashSet<string> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _visited = new(StringComparer.Ordinal);
    private int _left = MaxFolders;

    public IReadOnlyList<NpkiStoreEntry> Entries => _entries;

    public void Search(NpkiRoot root)
    {
        if (!File.Exists(root.Path))
            Search(root.Path, RealPath(root.Path, root.Path), root.Medium, MaxDepth, isReported: true);
        else if (NpkiFolderFiles.IsNpkiFile(Path.GetFileName(root.Path)) && Path.GetDirectoryName(root.Path) is { } folder)
            Search(folder, RealPath(folder, folder), root.Medium, depth: 0, isReported: true);
        else
            AddProblem(root.Path, root.Medium, ForeignFiles.Describe(root.Path) ?? NpkiException.FolderNotFound(root.Path));
    }

    /// <param name="path">The folder, by the way that it was found.</param>
    /// <param name="real">The same without links, so that links cannot send the search round in circles.</param>
    /// <param name="medium">Kind of place.</param>
    /// <param name="depth">Levels to descend.</param>
    /// <param name="isReported">
    /// Whether it is reported if the folder cannot be read: of places that were named, and of NPKI folders.
    /// </param>
    private void Search(string path, string real, NpkiMedium medium, int depth, bool isReported)
    {
        if (_visited.TryGetValue(real, out int before) && before >= depth)
            return;
        _visited[real] = depth;
        if (_left == 0 || !TryList(path, medium, isReported, out string[] files, out string[] folders))
            return;
        if (--_left == 0)
            AddProblem(path, medium, NpkiException.TooManyFolders(path, MaxFolders));
        AddFiles(path, real, medium, files);
        if (depth == 0)
            return;
        foreach (string folder in folders)
        {
            bool isTree = NpkiEnvironment.IsRootName(Path.GetFileName(folder));
            int below = isTree ? Math.Max(depth - 1, DepthBelowTree) : depth - 1;
            Search(folder, RealPath(folder, Path.Combine(real, Path.GetFileName(folder))), medium, below, isTree || IsTree(path));
        }
    }

    private void AddFiles(string path, string real, NpkiMedium medium, string[] files)
    {
        if (Array.Exists(files, file => NpkiFolderFiles.IsNpkiFile(Path.GetFileName(file))))
            Add(path, real, medium);
        if (ForeignFiles.DescribeGovernment(path, files) is { } government)
            AddProblem(path, medium, government);
        foreach (string file in files.Where(ForeignFiles.IsNamedPkcs12).Order(StringComparer.Ordinal))
            AddProblem(file, medium, NpkiException.IsPkcs12(file));
    }

    private void Add(string path, string real, NpkiMedium medium)
    {
        if (!_found.Add(real))
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

    private void AddProblem(string path, NpkiMedium medium, NpkiException problem)
    {
        if (_found.Add(path + '\0' + problem.Reason))
            _entries.Add(new(path, medium, problem));
    }

    private bool TryList(string path, NpkiMedium medium, bool isReported, out string[] files, out string[] folders)
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
            if (isReported)
                AddProblem(path, medium, NpkiException.FolderNotFound(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (isReported)
                AddProblem(path, medium, NpkiException.ReadFailed(path, e));
        }

        return false;
    }

    private static bool IsTree(string path) => path.Split(Path.DirectorySeparatorChar).Any(NpkiEnvironment.IsRootName);

    private static string RealPath(string path, string otherwise)
    {
        try
        {
            return Directory.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? otherwise;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return otherwise;
        }
    }
}
