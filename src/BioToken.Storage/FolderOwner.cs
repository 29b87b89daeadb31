using System.Runtime.InteropServices;
using BioToken.Storage.Resources;

namespace BioToken.Storage;

/// <summary>
/// Rejects directories of another user, who could change their files or replace them by links. On Linux only: Windows protects a user's
/// folders by access lists.
/// </summary>
internal static class FolderOwner
{
    /// <summary>Checks the owner of a directory and, if it is a link, of the link. Does nothing if it does not exist.</summary>
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

    /// <summary>Whether a directory, or the target of a link, belongs to this process's user; true if it does not exist.</summary>
    public static bool IsOwn(string directory) => FileStatus.Read(directory) is not { } status || IsOwn(status);

    private static bool IsOwn(FileStatus status) => status.Owner == UserId();

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint UserId();
}
