namespace BioToken.Reliability.Tests;

/// <summary>
/// The order in which a program makes its data durable, call by call: contents are flushed before they get their name, and a name that is
/// new, changed or deleted is flushed with its folder. A power cut may undo everything else.
/// </summary>
internal sealed class DurableOrder
{
    private readonly string _root;
    private readonly HashSet<string> _opened = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unflushed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly List<string> _violations = [];

    private DurableOrder(string root) => _root = root;

    /// <summary>Checks a complete run of a program.</summary>
    /// <param name="calls">The program's calls, including those that open files.</param>
    /// <param name="root">The folder to check.</param>
    /// <returns>The changes that a power cut could undo.</returns>
    public static IReadOnlyList<string> Check(IEnumerable<TracedCall> calls, string root)
    {
        DurableOrder order = new(root);
        foreach (TracedCall call in calls.Where(call => call.Succeeded && call.IsWithin(root)))
            order.Follow(call);
        foreach (string path in order._unflushed)
            order._violations.Add($"{order.Shorten(path)} was written and never flushed.");
        foreach ((string folder, string cause) in order._names)
            order._violations.Add($"{order.Shorten(folder)} was not flushed after {cause}.");
        return order._violations;
    }

    private void Follow(TracedCall call)
    {
        string path = call.Paths[0];
        switch (call.Name)
        {
            case "open" or "openat" or "creat":
                Open(call, path);
                break;
            case "write" or "writev" or "pwrite64" or "pwritev" or "pwritev2" or "ftruncate" or "truncate" or "fallocate":
                Write(path);
                break;
            case "fsync" or "fdatasync":
                _unflushed.Remove(path);
                _names.Remove(path);
                break;
            case "rename" or "renameat" or "renameat2":
                Rename(path, call.Paths[1]);
                break;
            case "unlink" or "unlinkat" or "rmdir":
                Remove(path);
                break;
            case "mkdir" or "mkdirat":
                Name(path, "making");
                break;
            case "chmod" or "fchmod" or "fchmodat":
                break;
            default:
                _violations.Add($"{call} is not understood.");
                break;
        }
    }

    private void Open(TracedCall call, string path)
    {
        if (call.Arguments.Contains("O_CREAT", StringComparison.Ordinal) || call.Name == "creat")
            _opened.Add(path);
        if (call.Arguments.Contains("O_TRUNC", StringComparison.Ordinal))
            Write(path);
    }

    private void Write(string path)
    {
        _unflushed.Add(path);
        // A name counts only after something is written under it.
        if (_opened.Remove(path))
            Name(path, "making");
    }

    private void Rename(string path, string target)
    {
        foreach (string file in _unflushed.Where(file => IsAtOrBelow(file, path)))
            _violations.Add($"{Shorten(file)} was renamed before it was flushed.");
        foreach (string folder in _names.Keys.Where(folder => IsAtOrBelow(folder, path)))
            _violations.Add($"{Shorten(folder)} was renamed before its names were flushed.");
        Name(path, "renaming");
        Name(target, "renaming to");
    }

    private void Remove(string path)
    {
        _unflushed.Remove(path);
        _names.Remove(path);
        if (!_opened.Remove(path))
            Name(path, "deleting");
    }

    private void Name(string path, string change)
    {
        // The program need not make names outside the folder durable, and the names of lock files may come and go.
        if (path != _root && !path.EndsWith("lock", StringComparison.Ordinal))
            _names.TryAdd(Path.GetDirectoryName(path)!, $"{change} {Path.GetFileName(path)}");
    }

    private static bool IsAtOrBelow(string path, string folder)
        => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);

    private string Shorten(string path) => path == _root ? "." : Path.GetRelativePath(_root, path);
}
