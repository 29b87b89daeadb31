using System.Runtime.InteropServices;
using System.Text;

namespace BioToken.Npki;

/// <summary>
/// Whose a directory is, and whether a name in it leads elsewhere: who owns a directory can put anything into it. Linux only; elsewhere
/// every
/// directory counts as the user's own, which Windows sees to by the access list of the user's profile.
/// </summary>
internal static class DirectoryTrust
{
    private const int FromCurrentDirectory = -100; // AT_FDCWD
    private const uint WantsOwner = 0x8; // STATX_UID
    private const int OwnerOffset = 20; // statx.stx_uid
    private const int StructureLength = 256;

    /// <summary>
    /// Whether a directory, or what a link of that name leads to, belongs to the user that this process acts for; true where there is
    /// none.
    /// </summary>
    public static bool IsOwn(string directory)
    {
        if (!OperatingSystem.IsLinux())
            return true;
        Span<byte> status = stackalloc byte[StructureLength];
        int failed = Status(FromCurrentDirectory, Encoding.UTF8.GetBytes(directory + '\0'), 0, WantsOwner, ref MemoryMarshal.GetReference(status));
        return failed != 0 || MemoryMarshal.Read<uint>(status[OwnerOffset..]) == EffectiveUser();
    }

    /// <summary>Whether a name is a symbolic link (on Windows also a junction), be there something at its end or not.</summary>
    public static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Status(int directory, byte[] path, int flags, uint mask, ref byte status);

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();
}
