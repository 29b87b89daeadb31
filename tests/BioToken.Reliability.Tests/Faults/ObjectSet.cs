using System.Collections.Immutable;

namespace BioToken.Reliability.Tests.Faults;

/// <summary>The contents of a token: a digest of each object. Two equal objects count twice.</summary>
internal sealed class ObjectSet
{
    private readonly ImmutableSortedDictionary<string, int> _counts;

    public ObjectSet(IEnumerable<string> digests)
        : this(digests.GroupBy(digest => digest, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal))
    {
    }

    private ObjectSet(ImmutableSortedDictionary<string, int> counts) => _counts = counts;

    public static ObjectSet Empty { get; } = new([]);

    public int Count => _counts.Values.Sum();

    public bool Contains(ObjectSet part) => part._counts.All(pair => _counts.GetValueOrDefault(pair.Key) >= pair.Value);

    public bool Is(ObjectSet other) => Count == other.Count && Contains(other);

    public ObjectSet Except(ObjectSet other) => new(_counts
        .Select(pair => KeyValuePair.Create(pair.Key, pair.Value - other._counts.GetValueOrDefault(pair.Key)))
        .Where(pair => pair.Value > 0).ToImmutableSortedDictionary(StringComparer.Ordinal));
}
