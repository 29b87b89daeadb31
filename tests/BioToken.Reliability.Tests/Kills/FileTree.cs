namespace BioToken.Reliability.Tests;

/// <summary>All files and folders below a folder, kept in memory so that they can be restored.</summary>
internal sealed class FileTree
{
    private readonly IReadOnlyList<Entry> _entries;

    private FileTree(IReadOnlyList<Entry> entries) => _entries = entries;

    /// <summary>Contents of the files by their paths below the folder.</summary>
    public IReadOnlyDictionary<string, byte[]> Files
        => _entries.Where(entry => entry.Content is not null).ToDictionary(
            entry => entry.Path, entry => entry.Content!, StringComparer.Ordinal);

    public static FileTree Read(string folder) => new(
    [
        .. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => new Entry(
            Path.GetRelativePath(folder, path),
            Directory.Exists(path) ? null : File.ReadAllBytes(path),
            OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path))),
    ]);

    /// <summary>Makes a folder contain exactly this tree.</summary>
    public void WriteTo(string folder)
    {
        foreach (string path in Directory.EnumerateDirectories(folder))
            Directory.Delete(path, recursive: true);
        foreach (string path in Directory.EnumerateFiles(folder))
            File.Delete(path);
        foreach (Entry entry in _entries)
        {
            string path = Path.Combine(folder, entry.Path);
            if (entry.Content is null)
                Directory.CreateDirectory(path);
            else
                File.WriteAllBytes(path, entry.Content);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, entry.Mode);
        }
    }

    private sealed record Entry(string Path, byte[]? Content, UnixFileMode Mode);
}
