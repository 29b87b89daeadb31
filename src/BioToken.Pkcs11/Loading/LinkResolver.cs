using BioToken.Pkcs11.Resources;

namespace BioToken.Pkcs11.Loading;

/// <summary>Resolves every symbolic link in a path, of folders too, so that one file has one name.</summary>
internal static class LinkResolver
{
    private const int MaxLinks = 40;

    /// <exception cref="IOException">The links lead in a circle, or are too many.</exception>
    public static string Resolve(string absolutePath)
    {
        string path = Path.GetFullPath(absolutePath);
        for (int links = 0; links < MaxLinks; links++)
        {
            if (FollowFirstLink(path) is not { } next)
                return path;
            path = next;
        }

        throw new IOException(Messages.Format("LinksTooMany", absolutePath, MaxLinks));
    }

    /// <summary>Replaces the first link of a path by its target; null if there is none.</summary>
    private static string? FollowFirstLink(string path)
    {
        for (int end = Path.GetPathRoot(path)!.Length; end < path.Length; end++)
        {
            end = path.IndexOf(Path.DirectorySeparatorChar, end) is >= 0 and var separator ? separator : path.Length;
            if (File.ResolveLinkTarget(path[..end], returnFinalTarget: false) is { } target)
                return Path.GetFullPath(target.FullName + path[end..]);
        }

        return null;
    }
}
