using BioToken.Errors;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Writing.Journal;

namespace BioToken.Writing.Steps;

/// <summary>
/// The objects that are on a token now, each of which may be claimed once. They are looked up by digest rather than compared one by one.
/// </summary>
internal sealed class Sightings
{
    private readonly IReadOnlyList<TokenObject> _now;
    private readonly bool[] _isClaimed;
    private readonly Dictionary<byte[], Queue<int>> _byHash = new(BytesComparer.Instance);

    public Sightings(IReadOnlyList<TokenObject> now)
    {
        _now = now;
        _isClaimed = new bool[now.Count];
        for (int i = 0; i < now.Count; i++)
        {
            if (!_byHash.TryGetValue(now[i].Hash, out Queue<int>? equal))
                _byHash.Add(now[i].Hash, equal = new());
            equal.Enqueue(i);
        }
    }

    /// <summary>Claims the first object that matches; null if there is none.</summary>
    public TokenObject? Claim(Predicate<TokenObject> isMatch)
    {
        for (int i = 0; i < _now.Count; i++)
        {
            if (!_isClaimed[i] && isMatch(_now[i]))
                return Claim(i);
        }

        return null;
    }

    /// <summary>Claims an object that was there before; null if it is gone or has changed.</summary>
    public TokenObject? Claim(JournaledObject known)
    {
        if (known.Hash is null || !_byHash.TryGetValue(known.Hash, out Queue<int>? equal))
            return null;
        while (equal.TryPeek(out int i))
        {
            if (!_isClaimed[i])
                return known.IsStill(_now[i]) ? Claim(equal.Dequeue()) : null;
            equal.Dequeue();
        }

        return null;
    }

    /// <summary>The objects that were not claimed.</summary>
    public IEnumerable<TokenObject> Unclaimed => _now.Where((_, i) => !_isClaimed[i]);

    /// <summary>Throws if an unclaimed object cannot be read and may be one of those searched for.</summary>
    public void ThrowIfUnreadable(IEnumerable<JournaledObject> missing)
    {
        TokenObject[] unreadable = [.. _now.Where((seen, i) => seen.Failure is not null && !_isClaimed[i])];
        if (unreadable.Length > 0 && missing.Any(known => Array.Exists(unreadable, seen => MayBe(seen, known))))
            throw Failures.From(unreadable[0].Failure!.Value, CryptokiFunction.GetAttributeValue);
    }

    private static bool MayBe(TokenObject seen, JournaledObject known)
        => (!seen.HasClass || seen.Class == known.Class) && (seen.Id.Length == 0 || known.Id.Length == 0 || seen.HasId(known.Id));

    private TokenObject Claim(int index)
    {
        _isClaimed[index] = true;
        return _now[index];
    }
}
