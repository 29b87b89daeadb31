using System.Runtime.InteropServices;
using System.Text;

namespace BioToken.Storage;

/// <summary>The properties of a file that .NET does not report: owner, kind and identity. By statx (Linux).</summary>
/// <param name="Owner">The user.</param>
/// <param name="Kind">S_IFMT of its mode (inode(7)).</param>
/// <param name="Inode">Number of the file on its device.</param>
/// <param name="Device">The device.</param>
internal sealed record FileStatus(uint Owner, int Kind, ulong Inode, ulong Device)
{
    private const int RegularKind = 0x8000;
    private const int LinkKind = 0xA000;
    private const int DirectoryKind = 0x4000;
    private const int KindMask = 0xF000;

    private const int CurrentDirectory = -100;
    private const int DoNotFollow = 0x100;
    private const uint TypeOwnerAndInode = 0x1 | 0x8 | 0x100;

    // Places in struct statx, which is the same on every processor (linux/stat.h).
    private const int Length = 256;
    private const int OwnerOffset = 20;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int DeviceOffset = 136;

    public bool IsLink => Kind == LinkKind;

    /// <summary>Whether it is a device, a pipe or a socket.</summary>
    public bool IsSpecial => Kind is not (RegularKind or LinkKind or DirectoryKind);

    /// <summary>Reads it.</summary>
    /// <param name="path">The file or directory.</param>
    /// <param name="followsLink">False for that of a link itself.</param>
    /// <returns>Null if there is none, or on another system.</returns>
    public static FileStatus? Read(string path, bool followsLink = true)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        Span<byte> status = stackalloc byte[Length];
        int flags = followsLink ? 0 : DoNotFollow;
        ref byte first = ref MemoryMarshal.GetReference(status);
        return Statx(CurrentDirectory, Encoding.UTF8.GetBytes(path + '\0'), flags, TypeOwnerAndInode, ref first) != 0
            ? null
            : new FileStatus(
                MemoryMarshal.Read<uint>(status[OwnerOffset..]),
                MemoryMarshal.Read<ushort>(status[ModeOffset..]) & KindMask,
                MemoryMarshal.Read<ulong>(status[InodeOffset..]),
                MemoryMarshal.Read<ulong>(status[DeviceOffset..]));
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, ref byte status);
}
