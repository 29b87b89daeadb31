namespace BioToken;

/// <summary>The objects on a token, each of which is claimed once. The time does not grow with the square of their number.</summary>
internal sealed class ObjectClaims
{
    private readonly IReadOnlyList<TokenObject> _objects;
    private readonly bool[] _isClaimed;
    private readonly Dictionary<nuint, int> _byHandle;
    private readonly ILookup<string, int> _byHash;

    public ObjectClaims(IReadOnlyList<TokenObject> objects)
    {
        _objects = objects;
        _isClaimed = new bool[objects.Count];
        _byHandle = Enumerable.Range(0, objects.Count).GroupBy(i => objects[i].Handle).ToDictionary(same => same.Key, same => same.First());
        _byHash = Enumerable.Range(0, objects.Count).ToLookup(i => Convert.ToBase64String(objects[i].Hash), StringComparer.Ordinal);
    }

    public TokenObject? ByHandle(nuint handle) => _byHandle.TryGetValue(handle, out int index) && !_isClaimed[index] ? Claim(index) : null;

    /// <summary>Claims the object that was there before.</summary>
    public TokenObject? Still(JournaledObject known)
    {
        foreach (int index in _byHash[Convert.ToBase64String(known.Hash)])
        {
            if (!_isClaimed[index] && known.IsStill(_objects[index]))
                return Claim(index);
        }

        return null;
    }

    public TokenObject? First(Predicate<TokenObject> isMeant)
    {
        for (int index = 0; index < _objects.Count; index++)
        {
            if (!_isClaimed[index] && isMeant(_objects[index]))
                return Claim(index);
        }

        return null;
    }

    private TokenObject Claim(int index)
    {
        _isClaimed[index] = true;
        return _objects[index];
    }
}
