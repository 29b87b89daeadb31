using System.Collections.Immutable;

namespace BioToken.Testing;

/// <summary>
/// The complete state of a disk at one moment, immutable: the names and contents that processes see, those that are certainly on the disk,
/// and those that are not yet. A file or a directory is a number, its node; a directory is a node without content.
/// </summary>
internal sealed record DiskState
{
    /// <summary>Node of the root directory.</summary>
    public const int Root = 0;

    private static readonly ImmutableDictionary<DiskName, int> NoNames = ImmutableDictionary<DiskName, int>.Empty;

    public ImmutableDictionary<DiskName, int> Names { get; private init; } = NoNames;

    public ImmutableDictionary<int, FileContent> Files { get; private init; } = ImmutableDictionary<int, FileContent>.Empty;

    /// <summary>Changes of names that are not certainly on the disk, in the order in which they were made.</summary>
    public ImmutableList<NameChange> Pending { get; private init; } = [];

    private ImmutableDictionary<DiskName, int> DurableNames { get; init; } = NoNames;

    private int LastNode { get; init; } = Root;

    public DiskState AddFile(DiskName name, out int node)
    {
        DiskState next = AddDirectory(name, out node);
        return next with { Files = Files.Add(node, FileContent.Empty) };
    }

    public DiskState AddDirectory(DiskName name, out int node)
    {
        node = LastNode + 1;
        return Change(new(node, Removed: null, name)) with { LastNode = node };
    }

    public DiskState Rename(DiskName name, DiskName target) => Change(new(Names[name], name, target));

    public DiskState Remove(DiskName name) => Change(new(Names[name], name, Added: null));

    /// <summary>Writes content to a file; it is not yet certainly on the disk.</summary>
    public DiskState Write(int node, byte[] content) => this with { Files = Files.SetItem(node, Files[node].Then(content)) };

    public DiskState Flush(int node) => this with { Files = Files.SetItem(node, Files[node].Flushed()) };

    /// <summary>
    /// Makes the names in a directory durable. The directory's own name belongs to the parent directory, and is not made durable.
    /// </summary>
    public DiskState FlushNames(int directory)
    {
        ImmutableDictionary<DiskName, int>.Builder durable = DurableNames.ToBuilder();
        foreach (NameChange change in Pending.Where(change => change.Concerns(directory)))
            change.ApplyTo(durable);
        return this with { DurableNames = durable.ToImmutable(), Pending = Pending.RemoveAll(change => change.Concerns(directory)) };
    }

    /// <summary>Returns a disk on which everything that processes see is durable.</summary>
    public DiskState Settled() => this with
    {
        DurableNames = Names,
        Pending = [],
        Files = Files.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Flushed()),
    };

    /// <summary>Returns a possible state of the disk after a power cut at this moment.</summary>
    public DiskState After(PowerCut cut)
    {
        ImmutableDictionary<DiskName, int>.Builder names = DurableNames.ToBuilder();
        foreach (NameChange change in Pending)
        {
            if (cut.Keeps())
                change.ApplyTo(names);
        }

        ImmutableDictionary<DiskName, int> found = names.ToImmutable();
        ImmutableDictionary<int, FileContent>.Builder files = Files.ToBuilder();
        foreach ((int node, FileContent content) in Files)
        {
            FileContent left = content.After(cut);
            if (!ReferenceEquals(left, content))
                files[node] = left;
        }

        return this with { Names = found, DurableNames = found, Pending = [], Files = files.ToImmutable() };
    }

    private DiskState Change(NameChange change)
    {
        ImmutableDictionary<DiskName, int>.Builder names = Names.ToBuilder();
        change.ApplyTo(names);
        return this with { Names = names.ToImmutable(), Pending = Pending.Add(change) };
    }
}
