using BioToken.Storage;

namespace BioToken.Cli.Files;

/// <summary>Whether two paths are one file, through links of either kind.</summary>
internal static class FileIdentity
{
    public static bool AreSame(string left, string right)
        => string.Equals(Final(left), Final(right), PathComparison) || AreHardLinks(left, right);

    private static StringComparison PathComparison
        => OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>The path with all links resolved.</summary>
    private static string Final(string path)
    {
        string full = Path.GetFullPath(path);
        string root = Path.GetPathRoot(full)!;
        string result = root;
        foreach (string part in full[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Combine(result, part);
            result = new FileInfo(next).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? next;
        }

        return result;
    }

    private static bool AreHardLinks(string left, string right)
        => FileStatus.Read(left) is { } one && FileStatus.Read(right) is { } other
            ? (one.Inode, one.Device) == (other.Inode, other.Device)
            : HoldEachOther(left, right);

    /// <summary>
    /// Outside Linux a file has no such identity, but its lock belongs to the file and not the name: a file locked through one name cannot
    /// be opened through another.
    /// </summary>
    private static bool HoldEachOther(string left, string right)
    {
        if (!CanOpen(right))
            return false;
        try
        {
            using FileStream held = new(left, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 0);
            return !CanOpen(right);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool CanOpen(string path)
    {
        try
        {
            using FileStream opened = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
