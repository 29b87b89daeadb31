using System.Collections;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;

namespace BioToken.Identities;

/// <summary>
/// Keys and R of a certificate, in parts. Certificates with one CKA_ID share the parts whose owner is unknown, so that many such
/// certificates with many such keys do not need a list of all keys each.
/// </summary>
internal sealed class KeyList : IReadOnlyCollection<TokenObject>
{
    private readonly List<IReadOnlyList<TokenObject>> _parts = [];

    /// <summary>The parts, none of them empty, each with objects of one class.</summary>
    public IReadOnlyList<IReadOnlyList<TokenObject>> Parts => _parts;

    public int Count => _parts.Sum(part => part.Count);

    public void Add(IReadOnlyList<TokenObject> part)
    {
        if (part.Count > 0)
            _parts.Add(part);
    }

    /// <summary>The first object of a class; null if there is none.</summary>
    public TokenObject? First(CKO kind) => _parts.Find(part => part[0].Class == kind)?[0];

    /// <summary>The objects of a class.</summary>
    public IEnumerable<TokenObject> OfClass(CKO kind) => _parts.Where(part => part[0].Class == kind).SelectMany(part => part);

    public IEnumerator<TokenObject> GetEnumerator() => _parts.SelectMany(part => part).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
