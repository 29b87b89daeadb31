using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using BioToken.Simulator;

namespace BioToken.Reliability.Tests.Faults;

/// <summary>What is on a simulated token, object by object and byte by byte, secrets included. Two equal objects count twice.</summary>
internal sealed class ObjectSet
{
    private static readonly ConditionalWeakTable<AttributeSet, string> Digests = [];

    private readonly ImmutableSortedDictionary<string, int> _counts;

    public ObjectSet(IEnumerable<AttributeSet> objects)
        : this(objects.GroupBy(DigestOf, StringComparer.Ordinal).ToImmutableSortedDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal))
    {
    }

    private ObjectSet(ImmutableSortedDictionary<string, int> counts) => _counts = counts;

    public static ObjectSet Empty { get; } = new([]);

    public int Count => _counts.Values.Sum();

    public bool Contains(ObjectSet part) => part._counts.All(pair => _counts.GetValueOrDefault(pair.Key) >= pair.Value);

    public bool Intersects(ObjectSet other) => other._counts.Keys.Any(_counts.ContainsKey);

    public bool Is(ObjectSet other) => Count == other.Count && Contains(other);

    public ObjectSet Except(ObjectSet other) => new(_counts
        .Select(pair => KeyValuePair.Create(pair.Key, pair.Value - other._counts.GetValueOrDefault(pair.Key)))
        .Where(pair => pair.Value > 0).ToImmutableSortedDictionary(StringComparer.Ordinal));

    private static string DigestOf(AttributeSet one)
        => Digests.GetValue(one, static made => Convert.ToHexString(SHA256.HashData(made.Encode())));
}
