using System.Runtime.InteropServices;
using BioToken.Storage.Resources;

namespace BioToken.Storage;

/// <summary>
/// Refuses directories that another user owns, who could change what is in them, or put links there that lead elsewhere. On Linux; on other
/// systems nothing is checked: Windows keeps others out of a user's folders by its own access lists.
/// </summary>
internal static class FolderOwner
{
    /// <summary>Looks who owns a directory, and, where it is a link, who owns the link. Does nothing where there is none.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="mayBeLink">False for one within a directory that was checked: nothing leads out of that.</param>
    /// <exception cref="UnauthorizedAccessException">Another user owns it, or it is a link and may be none.</exception>
    public static void Require(string directory, bool mayBeLink = true)
    {
        if (FileStatus.Read(directory, followsLink: false) is not { } status)
            return;
        if (status.IsLink && !mayBeLink)
            throw new ExplainedAccessException(Messages.Format("PathIsLink", directory));
        if (!IsOwn(status) || (status.IsLink && FileStatus.Read(directory) is { } target && !IsOwn(target)))
            throw new ExplainedAccessException(Messages.Format("FolderOfOther", directory));
    }

    /// <summary>
    /// Whether a directory, or what a link of that name leads to, belongs to the user that this process acts for; true where there is none.
    /// </summary>
    public static bool IsOwn(string directory) => FileStatus.Read(directory) is not { } status || IsOwn(status);

    private static bool IsOwn(FileStatus status) => status.Owner == UserId();

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint UserId();
}
