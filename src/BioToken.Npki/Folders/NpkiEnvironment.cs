namespace BioToken.Npki;

/// <summary>What of a computer decides where its certificates lie.</summary>
internal sealed record NpkiEnvironment
{
    private const string RootName = "NPKI";

    public required NpkiPlatform Platform { get; init; }

    public required string Home { get; init; }

    /// <summary>Program folders of Windows; empty elsewhere.</summary>
    public IReadOnlyList<string> ProgramFolders { get; init; } = [];

    /// <summary>Folders that removable disks are mounted at.</summary>
    public IReadOnlyList<string> RemovableDisks { get; init; } = [];

    /// <summary>The computer that this runs on.</summary>
    public static NpkiEnvironment Current()
    {
        NpkiPlatform platform = OperatingSystem.IsWindows() ? NpkiPlatform.Windows
            : OperatingSystem.IsMacOS() ? NpkiPlatform.MacOS
            : NpkiPlatform.Linux;
        return new()
        {
            Platform = platform,
            Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            ProgramFolders = platform == NpkiPlatform.Windows ? ProgramFoldersOfWindows() : [],
            RemovableDisks = platform switch
            {
                NpkiPlatform.Windows => RemovableDrives(),
                NpkiPlatform.MacOS => [.. Below("/Volumes")],
                _ => MountsBelow(["/media", "/run/media", "/mnt"]),
            },
        };
    }

    /// <summary>Folders that lie up to two levels below the places where Linux mounts disks: <c>/mnt/usb</c>, <c>/media/user/usb</c>.</summary>
    public static IReadOnlyList<string> MountsBelow(IEnumerable<string> parents) =>
        [.. parents.SelectMany(Below).SelectMany(mount => Below(mount).Prepend(mount))];

    /// <summary>The places that certificates are kept at. They need not exist.</summary>
    public IEnumerable<NpkiRoot> Roots()
    {
        // Assumed, from single sources: the 32-bit program folder, Documents and the home on macOS, and .pki on Linux.
        IEnumerable<string> fixedRoots = Platform switch
        {
            NpkiPlatform.Windows => ProgramFolders.Prepend(Path.Combine(Home, "AppData", "LocalLow")),
            NpkiPlatform.MacOS => [Path.Combine(Home, "Library", "Preferences"), Path.Combine(Home, "Documents"), Home],
            _ => [Home, Path.Combine(Home, ".pki")],
        };
        return fixedRoots.Select(folder => new NpkiRoot(Path.Combine(folder, RootName), NpkiMedium.HardDisk))
            .Concat(RemovableDisks.SelectMany(FindRoots).Select(path => new NpkiRoot(path, NpkiMedium.RemovableDisk)));
    }

    // A disk's file system may tell cases apart, so that the folder is looked up and not assumed.
    private static IEnumerable<string> FindRoots(string disk) =>
        Below(disk).Where(path => string.Equals(Path.GetFileName(path), RootName, StringComparison.OrdinalIgnoreCase));

    private static string[] ProgramFoldersOfWindows() =>
    [
        .. new[] { Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86 }
            .Select(Environment.GetFolderPath)
            .Where(path => path.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    private static string[] RemovableDrives() =>
        [.. DriveInfo.GetDrives().Where(d => d.DriveType == DriveType.Removable && d.IsReady).Select(d => d.RootDirectory.FullName)];

    // Other users' mounts are closed to us, and a disk may be pulled at any time: neither is worth a word here.
    private static IEnumerable<string> Below(string folder)
    {
        try
        {
            return Directory.GetDirectories(folder, "*", new EnumerationOptions { IgnoreInaccessible = true });
        }
        catch (IOException)
        {
            return [];
        }
    }
}
