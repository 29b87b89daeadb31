using System.Runtime.InteropServices;
using System.Text;

namespace BioToken.Npki;

/// <summary>
/// Refuses directories that another user owns, who could change what is in them, or put links there that lead elsewhere. By statx (Linux); on other systems
/// nothing is checked: Windows keeps others out of a user's folders by its own access lists.
/// </summary>
internal static class FolderOwner
{
    private const int CurrentDirectory = -100;
    private const int DoNotFollow = 0x100;
    private const uint TypeAndOwner = 0x1 | 0x8;

    // Places of stx_uid and stx_mode in struct statx, which is the same on every processor (linux/stat.h), and the kinds of files of stat(2).
    private const int Length = 256;
    private const int OwnerOffset = 20;
    private const int ModeOffset = 28;
    private const int KindMask = 0xF000;
    private const int KindLink = 0xA000;

    /// <summary>Looks who owns a directory, and, where it is a link, who owns the link. Does nothing where there is none.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="mayBeLink">False for one within a directory that was checked: nothing leads out of that.</param>
    /// <exception cref="UnauthorizedAccessException">Another user owns it, or it is a link and may be none.</exception>
    public static void Require(string directory, bool mayBeLink = true)
    {
        if (!OperatingSystem.IsLinux())
            return;
        byte[] path = Encoding.UTF8.GetBytes(directory + '\0');
        uint user = UserId();
        Span<byte> status = stackalloc byte[Length];
        if (!TryRead(path, DoNotFollow, status))
            return;
        bool isLink = (MemoryMarshal.Read<ushort>(status[ModeOffset..]) & KindMask) == KindLink;
        if (isLink && !mayBeLink)
            throw new UnauthorizedAccessException(Messages.Format("PathIsLink", directory));
        if (Owner(status) != user || (isLink && TryRead(path, flags: 0, status) && Owner(status) != user))
            throw new UnauthorizedAccessException(Messages.Format("FolderOfOther", directory));
    }

    private static uint Owner(ReadOnlySpan<byte> status) => MemoryMarshal.Read<uint>(status[OwnerOffset..]);

    private static bool TryRead(byte[] path, int flags, Span<byte> status)
        => Statx(CurrentDirectory, path, flags, TypeAndOwner, ref MemoryMarshal.GetReference(status)) == 0;

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, ref byte status);

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint UserId();
}
