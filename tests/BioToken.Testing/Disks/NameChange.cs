using System.Collections.Immutable;

namespace BioToken.Testing;

/// <summary>A change of names that happens completely or not at all: a creation, a deletion, or a renaming.</summary>
/// <param name="Node">The file or directory.</param>
/// <param name="Removed">The name that it loses; null for a creation.</param>
/// <param name="Added">The name that it gets, from another file if necessary; null for a deletion.</param>
internal sealed record NameChange(int Node, DiskName? Removed, DiskName? Added)
{
    public bool Concerns(int directory) => Removed?.Directory == directory || Added?.Directory == directory;

    /// <summary>Applies the change to names from which earlier changes may be missing.</summary>
    public void ApplyTo(ImmutableDictionary<DiskName, int>.Builder names)
    {
        // A file has one name here, so if an earlier renaming was lost, this one moves the file from its name before that renaming.
        if (Removed is not null && Added is not null)
            names.RemoveRange([.. names.Where(pair => pair.Value == Node).Select(pair => pair.Key)]);
        else if (Removed is { } removed)
            names.Remove(removed);
        if (Added is { } added)
            names[added] = Node;
    }
}
