using BioToken.Storage;

namespace BioToken.Testing;

/// <summary>
/// A disk in memory that records every moment at which the power might have failed, and the states that the failure might have left on the
/// disk. It guarantees as little as POSIX does, which is less than any single file system:
/// <list type="bullet">
/// <item>Content is on the disk when the flush at the end of a write returns. Until then the file has any length between the old and the
/// new one, and each sector of 512 bytes has its old content, its new content, or zeros: sectors are written in any order, and the length
/// before or after them. A sector itself is written completely or not at all.</item>
/// <item>A creation, a deletion and a renaming are on the disk when their directory has been flushed, and not by a flush of the file. Until
/// then any of them may have happened and any not, regardless of their order and their directories. A renaming happens completely or not
/// at all.</item>
/// <item>A name may therefore exist without its content, and content without its name. The name of a directory belongs to the parent
/// directory.</item>
/// </list>
/// </summary>
/// <remarks>
/// Sources: Pillai et al., "All File Systems Are Not Created Equal" (OSDI 2014), whose tool ALICE finds the effects of such a disk on real
/// programs, and whose table of persistence properties has a file system for each of these losses; "Atomic Commit in SQLite", section
/// 2, for sectors and for lengths that grow before the content, and its crash tests ("How SQLite Is Tested", section 3.3), which reorder
/// and corrupt data that was not synced; ext4's documentation (Linux, admin-guide/ext4, "data=writeback" and "auto_da_alloc") for renamed
/// files of length zero; fsync(2): "Calling fsync() does not necessarily ensure that the entry in the directory containing the file has
/// also reached disk."
/// <para>
/// It does not simulate disks that report a flush without performing it, bits that decay, or torn sectors.
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

    /// <summary>Whether writing a file flushes it; false for tests that must detect a missing flush.</summary>
    public bool FlushesContents { get; init; } = true;

    /// <summary>Whether flushing a directory has an effect; false for tests that must detect a missing flush.</summary>
    public bool FlushesNames { get; init; } = true;

    public DiskState State { get; private set; }

    /// <summary>Every moment since the disk was created or <see cref="Settle"/> was called, in order.</summary>
    public IReadOnlyList<DiskMoment> Moments => _moments;

    /// <summary>Starts again, with all current content certainly on the disk.</summary>
    public void Settle()
    {
        State = State.Settled();
        _moments.Clear();
        _acknowledged = 0;
        Record("nothing", "");
    }

    /// <summary>Records that an operation has reported its completion to its caller: from here on, no power cut may undo it.</summary>
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
