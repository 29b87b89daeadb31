namespace BioToken.Npki.Stores;

/// <summary>Finds the certificate folders of a computer, its removable disks, and any other place.</summary>
public sealed class NpkiStore
{
    private readonly List<NpkiRoot> _roots;

    /// <summary>Makes a store of the given locations only.</summary>
    /// <param name="paths">NPKI folders, folders of a CA, USER folders, certificate folders, or disks that have an NPKI folder.</param>
    public NpkiStore(params IEnumerable<string> paths)
        : this([], paths)
    {
    }

    internal NpkiStore(IEnumerable<NpkiRoot> roots, IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        _roots = [.. roots, .. paths.Select(path => new NpkiRoot(Path.GetFullPath(path), NpkiMedium.Custom))];
    }

    /// <summary>The places that are searched, in this order. Those of the operating system need not exist.</summary>
    public IReadOnlyList<NpkiRoot> Roots => _roots;

    /// <summary>
    /// Makes a store of this computer: on Windows <c>%USERPROFILE%\AppData\LocalLow\NPKI</c> and <c>NPKI</c> in the program folders,
    /// on macOS <c>~/Library/Preferences/NPKI</c>, on Linux <c>~/NPKI</c>, everywhere <c>~/PKI/NPKI</c>, and the NPKI folder at the root of
    /// each fixed and removable disk that is there now, on phones also below <c>Android/data</c>.
    /// </summary>
    /// <param name="morePaths">Further places, as for the constructor.</param>
    public static NpkiStore ForLocalComputer(params IEnumerable<string> morePaths) => new(NpkiEnvironment.Current().Roots(), morePaths);

    /// <summary>
    /// Searches all places. A folder that cannot be read becomes an entry with its <see cref="NpkiStoreEntry.Problem"/>, and the search
    /// goes on; so does a given path that does not exist. The search is five levels deep, and restarts below each folder named NPKI.
    /// PKCS#12 files and folders of the government's PKIs (GPKI, EPKI) become such entries too.
    /// </summary>
    public IReadOnlyList<NpkiStoreEntry> FindFolders()
    {
        NpkiFolderScan scan = new();
        foreach (NpkiRoot root in _roots)
        {
            if (root.Medium == NpkiMedium.Custom || Directory.Exists(root.Path))
                scan.Search(root);
        }

        return scan.Entries;
    }
}
