using BioToken.Storage;

namespace BioToken.Testing;

/// <summary>
/// A disk in memory that remembers every moment at which the power might have failed, and what it might have left on the disk. It promises
/// as little as POSIX does, which is less than any one file system keeps:
/// <list type="bullet">
/// <item>Content is on the disk when the flush at the end of a write returns. Until then the file has any length between the old and the
/// new one, and each sector of 512 bytes has its old content, its new content, or zeros: sectors are written in any order, and the length
/// before or after them. A sector itself is written whole or not at all.</item>
/// <item>A creation, a deletion and a renaming are on the disk when their directory has been flushed, and not by a flush of the file. Until
/// then any of them may have happened and any not, in whatever order they were made and in whatever directories. A renaming happens whole
/// or not at all.</item>
/// <item>A name may so be there without its content, and content without its name. The name of a directory is one of the directory above
/// it.</item>
/// </list>
/// </summary>
/// <remarks>
/// Sources: Pillai et al., "All File Systems Are Not Created Equal" (OSDI 2014), whose tool ALICE finds in real programs what such a disk
/// does to them, and whose table of persistence properties has a file system for each of these losses; "Atomic Commit in SQLite", section
/// 2, for sectors and for lengths that grow before the content, and its crash tests ("How SQLite Is Tested", section 3.3), which reorder
/// and corrupt what was not synced; ext4's documentation (Linux, admin-guide/ext4, "data=writeback" and "auto_da_alloc") for renamed files
/// of length zero; fsync(2): "Calling fsync() does not necessarily ensure that the entry in the directory containing the file has also
/// reached disk."
/// <para>
/// It does not simulate disks that lie about a flush, bits that rot, or sectors that are torn within.
/// </para>
/// </remarks>
internal sealed partial class SimulatedDisk : IDisk
{
    private static readonly char[] Separators = ['/', '\\'];

    private readonly List<DiskMoment> _moments;
    private readonly HashSet<int> _locked = [];
    private int _acknowledged;

    public SimulatedDisk(DiskState? state = null)
    {
        State = state ?? new DiskState();
        _moments = [new(State, 0, "nothing", "")];
    }

    /// <summary>False for a disk on which files are written without being flushed: for tests that have to notice.</summary>
    public bool FlushesContents { get; init; } = true;

    /// <summary>False for a disk on which the flush of a directory does nothing: for tests that have to notice.</summary>
    public bool FlushesNames { get; init; } = true;

    public DiskState State { get; private set; }

    /// <summary>Every moment since the disk was made or <see cref="Settle"/> was called, in order.</summary>
    public IReadOnlyList<DiskMoment> Moments => _moments;

    /// <summary>Begins anew, with all that is there on the disk for certain.</summary>
    public void Settle()
    {
        State = State.Settled();
        _moments.Clear();
        _acknowledged = 0;
        Record("nothing", "");
    }

    /// <summary>Says that an operation has told its caller that it is done: from here on no power cut may undo it.</summary>
    public void Acknowledge()
    {
        _acknowledged++;
        Record("acknowledgement", "");
    }

    public bool DirectoryExists(string path) => TryFind(path, out int node) && !State.Files.ContainsKey(node);

    public void CreateDirectory(string path)
    {
        int parent = DiskState.Root;
        foreach (string part in path.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            DiskName name = new(parent, part);
            if (!State.Names.TryGetValue(name, out parent))
                Do(State.AddDirectory(name, out parent), "mkdir", path);
            else if (State.Files.ContainsKey(parent))
                throw new IOException($"{path}: a file is in the way.");
        }
    }

    public IReadOnlyList<string> ListFiles(string directory) => List(directory, areFiles: true);

    public IReadOnlyList<string> ListDirectories(string directory) => List(directory, areFiles: false);

    public void Move(string path, string target)
    {
        DiskName name = NameOf(path);
        if (!State.Files.ContainsKey(Find(name, path)))
            throw new FileNotFoundException(path);
        Do(State.Rename(name, NameOf(target)), "rename", path);
    }

    public void MoveDirectory(string path, string target)
    {
        DiskName name = NameOf(path);
        if (State.Files.ContainsKey(Find(name, path)) || State.Names.ContainsKey(NameOf(target)))
            throw new IOException($"{path} cannot become {target}.");
        Do(State.Rename(name, NameOf(target)), "rename", path);
    }

    public void Delete(string path)
    {
        if (TryFind(path, out int node) && State.Files.ContainsKey(node))
            Do(State.Remove(NameOf(path)), "unlink", path);
    }

    public void DeleteDirectory(string path)
    {
        foreach (string file in ListFiles(path))
            Delete(file);
        foreach (string directory in ListDirectories(path))
            DeleteDirectory(directory);
        Do(State.Remove(NameOf(path)), "rmdir", path);
    }

    public void Flush(string path)
    {
        if (!TryFind(path, out int node))
            throw new FileNotFoundException(path);
        if (State.Files.ContainsKey(node))
            Flush(node, path);
        else if (FlushesNames)
            Do(State.FlushNames(node), "flush of", path);
    }

    private string[] List(string directory, bool areFiles)
        => TryFind(directory, out int parent)
            ?
            [
                .. State.Names.Where(pair => pair.Key.Directory == parent && State.Files.ContainsKey(pair.Value) == areFiles)
                    .Select(pair => Path.Combine(directory, pair.Key.Name)),
            ]
            : [];

    private bool TryFind(string path, out int node)
    {
        node = DiskState.Root;
        foreach (string part in path.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!State.Names.TryGetValue(new(node, part), out node))
                return false;
        }

        return true;
    }

    private int Find(DiskName name, string path)
        => State.Names.TryGetValue(name, out int node) ? node : throw new FileNotFoundException(path);

    private int FindDirectory(string path)
        => DirectoryExists(path) && TryFind(path, out int node) ? node : throw new DirectoryNotFoundException(path);

    private DiskName NameOf(string path) => new(FindDirectory(Path.GetDirectoryName(path)!), Path.GetFileName(path));

    private void Do(DiskState state, string step, string path)
    {
        State = state;
        Record(step, path);
    }

    private void Record(string step, string path) => _moments.Add(new(State, _acknowledged, step, path));
}
