using BioToken.Storage;

namespace BioToken.Fuzz;

/// <summary>Files in memory, with one directory for each simulated token.</summary>
internal sealed class MemoryDisk : IDisk
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _directories = new(StringComparer.Ordinal);

    public MemoryDisk()
    {
    }

    /// <summary>Copies a disk.</summary>
    public MemoryDisk(MemoryDisk other)
    {
        _files = new(other._files, StringComparer.Ordinal);
        _directories = new(other._directories, StringComparer.Ordinal);
    }

    public IEnumerable<string> Paths => _files.Keys.Order(StringComparer.Ordinal);

    public bool DirectoryExists(string path) => _directories.Contains(path);

    public void CreateDirectory(string path) => _directories.Add(path);

    public IReadOnlyList<string> ListFiles(string directory) => [.. Paths.Where(path => Path.GetDirectoryName(path) == directory)];

    public IReadOnlyList<string> ListDirectories(string directory)
        => [.. _directories.Where(path => Path.GetDirectoryName(path) == directory)];

    public byte[]? TryRead(string path, int maxLength) => _files.TryGetValue(path, out byte[]? content) ? [.. content] : null;

    public void Write(string path, ReadOnlySpan<byte> content) => _files[path] = content.ToArray();

    public void Create(string path, ReadOnlySpan<byte> content, string permissionsOf) => Write(path, content);

    public void Append(string path, long length, ReadOnlySpan<byte> content) => _files[path] = [.. _files[path][..(int)length], .. content];

    public void Move(string path, string target)
    {
        _files[target] = _files[path];
        _files.Remove(path);
    }

    public void MoveDirectory(string path, string target)
    {
        foreach (string file in ListFiles(path))
            Move(file, Path.Combine(target, Path.GetFileName(file)));
        _directories.Remove(path);
        _directories.Add(target);
    }

    public void Delete(string path) => _files.Remove(path);

    public void DeleteDirectory(string path)
    {
        foreach (string file in ListFiles(path))
            Delete(file);
        _directories.Remove(path);
    }

    public void Flush(string path)
    {
    }

    public IDisposable? TryLock(string path, bool isTemporary = false) => new Turn();

    public bool IsLocked(string path) => false;

    private sealed class Turn : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
