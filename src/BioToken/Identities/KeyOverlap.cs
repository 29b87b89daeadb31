using BioToken.Objects;

namespace BioToken.Identities;

/// <summary>Returns whether certificates use one of some objects. A shared part is searched once (<see cref="KeyList"/>).</summary>
/// <param name="handles">The objects.</param>
internal sealed class KeyOverlap(IReadOnlySet<nuint> handles)
{
    private readonly Dictionary<IReadOnlyList<TokenObject>, bool> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Number of objects that were looked at.</summary>
    public int Looks { get; private set; }

    /// <summary>Whether one of them is a key or R of a pair.</summary>
    public bool HasKeyOf(TokenKeyPair pair) => pair.KeyObjects.Parts.Any(Holds);

    private bool Holds(IReadOnlyList<TokenObject> part)
    {
        if (_known.TryGetValue(part, out bool holds))
            return holds;
        Looks += part.Count;
        return _known[part] = part.Any(key => handles.Contains(key.Handle));
    }
}
