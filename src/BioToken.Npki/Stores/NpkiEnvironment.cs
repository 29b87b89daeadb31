namespace BioToken.Npki.Stores;

/// <summary>The properties of a computer that determine where its certificates are stored.</summary>
internal sealed record NpkiEnvironment
{
    private const string RootName = "NPKI";

    // Folders of the government's PKIs are in the same places; their contents are listed, not read.
    private static readonly string[] RootNames = [RootName, "GPKI", "EPKI"];

    // Windows hides the folder on some disks.
    private static readonly EnumerationOptions Everything = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };

    public required NpkiPlatform Platform { get; init; }

    public required string Home { get; init; }

    /// <summary>Program folders of Windows; empty elsewhere.</summary>
    public IReadOnlyList<string> ProgramFolders { get; init; } = [];

    /// <summary>Roots of the disks that stay.</summary>
    public IReadOnlyList<string> FixedDisks { get; init; } = [];

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
            FixedDisks = platform == NpkiPlatform.Windows ? Drives(DriveType.Fixed) : ["/"],
            RemovableDisks = platform switch
            {
                NpkiPlatform.Windows => Drives(DriveType.Removable),
                NpkiPlatform.MacOS => [.. Below("/Volumes")],
                _ => MountsBelow(["/media", "/run/media", "/mnt"]),
            },
        };
    }

    /// <summary>Folders up to two levels below Linux's mount points: <c>/mnt/usb</c>, <c>/media/user/usb</c>.</summary>
    public static IReadOnlyList<string> MountsBelow(IEnumerable<string> parents) =>
        [.. parents.SelectMany(Below).SelectMany(mount => Below(mount).Prepend(mount))];

    /// <summary>Whether a folder of this name holds certificates by authority.</summary>
    public static bool IsRootName(string name) => RootNames.Contains(name, StringComparer.OrdinalIgnoreCase);

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
        return fixedRoots.Append(Path.Combine(Home, "PKI")).Select(
            folder => new NpkiRoot(Path.Combine(folder, RootName), NpkiMedium.HardDisk))
            .Concat(FixedDisks.SelectMany(FindRoots).Select(path => new NpkiRoot(path, NpkiMedium.HardDisk)))
            .Concat(RemovableDisks.SelectMany(FindRoots).Select(path => new NpkiRoot(path, NpkiMedium.RemovableDisk)));
    }

    // A disk's file system may be case-sensitive, so that the folder is searched for. Phones keep it among the data of programs.
    private static IEnumerable<string> FindRoots(string disk)
    {
        string[] folders = Below(disk);
        IEnumerable<string> programs = folders.Where(path => IsNamed(path, "Android"))
            .SelectMany(Below)
            .Where(path => IsNamed(path, "data"))
            .SelectMany(data => Below(data).Prepend(data));
        IEnumerable<string> places = programs.SelectMany(program => Below(program).Where(path => IsNamed(path, "files")).Prepend(program));
        return folders.Concat(places.SelectMany(Below)).Where(path => IsRootName(Path.GetFileName(path))).Distinct(StringComparer.Ordinal);
    }

    private static bool IsNamed(string path, string name)
        => string.Equals(Path.GetFileName(path), name, StringComparison.OrdinalIgnoreCase);

    private static string[] ProgramFoldersOfWindows() =>
    [
        .. new[] { Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86 }
            .Select(Environment.GetFolderPath)
            .Where(path => path.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    private static string[] Drives(DriveType type) =>
        [.. DriveInfo.GetDrives().Where(d => d.DriveType == type && d.IsReady).Select(d => d.RootDirectory.FullName)];

    // Other users' mounts are inaccessible, and a disk may be removed at any time: neither is reported.
    private static string[] Below(string folder)
    {
        try
        {
            return Directory.GetDirectories(folder, "*", Everything);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
