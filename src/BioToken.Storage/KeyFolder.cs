namespace BioToken.Storage;

/// <summary>
/// A folder whose key files change together. Files are specified by name; changed names are on the disk after <see cref="Flush"/>.
/// </summary>
internal sealed class KeyFolder(IDisk disk, string path)
{
    private const string LockName = ".biotoken-lock";

    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>Locks the folder until it is disposed; null while another process has it locked.</summary>
    public IDisposable? TryLock() => disk.TryLock(PathOf(LockName), isTemporary: true);

    /// <summary>Names of all files, compared without case: on a case-sensitive disk a false match only leads to an error.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder is gone, so that a missing file means nothing.</exception>
    public IReadOnlySet<string> Names()
    {
        var names = disk.ListFiles(Path).Select(file => System.IO.Path.GetFileName(file)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return names.Count > 0 || disk.DirectoryExists(Path) ? names : throw new DirectoryNotFoundException(Path);
    }

    /// <summary>Reads a file; null if there is none, empty if it is not a regular file.</summary>
    /// <exception cref="ExplainedIOException">It is longer.</exception>
    public byte[]? TryRead(string name, int maxLength) => disk.DirectoryExists(PathOf(name)) ? [] : disk.TryRead(PathOf(name), maxLength);

    /// <summary>Writes a new file with the permissions of another, and returns when its content is on the disk.</summary>
    public void Create(string name, ReadOnlySpan<byte> content, string permissionsOf)
        => disk.Create(PathOf(name), content, PathOf(permissionsOf));

    /// <summary>Renames a file over another, in one step.</summary>
    public void Replace(string name, string target) => disk.Move(PathOf(name), PathOf(target));

    public void Delete(string name) => disk.Delete(PathOf(name));

    public void Flush() => disk.Flush(Path);

    private string PathOf(string name) => System.IO.Path.Combine(Path, name);
}
