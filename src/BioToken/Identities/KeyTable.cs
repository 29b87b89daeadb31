using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Vendors;

namespace BioToken.Identities;

/// <summary>The keys and data objects of a token, indexed by CKA_ID, modulus and label.</summary>
internal sealed class KeyTable
{
    private readonly Dictionary<byte[], List<TokenObject>> _byId = new(BytesComparer.Instance);
    private readonly Dictionary<(CKO Class, string Modulus), List<TokenObject>> _byModulus = [];
    private readonly Dictionary<byte[], List<TokenObject>> _byLabel = new(BytesComparer.Instance);

    private readonly Dictionary<(string Id, CKO Class, string Modulus), List<TokenObject>> _own = [];

    private readonly Dictionary<byte[], List<TokenObject>> _dataById = new(BytesComparer.Instance);

    public KeyTable(IEnumerable<TokenObject> objects)
    {
        foreach (TokenObject one in objects.Where(o => o.Class is CKO.PRIVATE_KEY or CKO.PUBLIC_KEY or CKO.DATA))
        {
            if (one.Id.Length > 0)
                Add(one.Class == CKO.DATA ? _dataById : _byId, one.Id, one);
            if (one.Id.Length > 0 && one.Class != CKO.DATA)
                Add(_own, (Convert.ToHexString(one.Id), one.Class, Convert.ToHexString(one.ContentHash)), one);
            if (one.Id.Length == 0 && one.Class == CKO.DATA)
                Add(_byLabel, one.Label, one);
            if (one.Class != CKO.DATA && one.ContentHash.Length > 0)
                Add(_byModulus, (one.Class, Convert.ToHexString(one.ContentHash)), one);
        }
    }

    /// <summary>Keys with a CKA_ID.</summary>
    public IReadOnlyList<TokenObject> WithId(byte[] id)
        => id.Length > 0 && _byId.TryGetValue(id, out List<TokenObject>? found) ? found : [];

    /// <summary>Keys of a CKA_ID that have this modulus.</summary>
    public IReadOnlyList<TokenObject> Own(byte[] id, CKO kind, byte[] digest)
        => digest.Length > 0 ? OfId(id, kind, Convert.ToHexString(digest)) : [];

    /// <summary>Keys with a CKA_ID and no visible modulus: one list for all certificates with that CKA_ID.</summary>
    public IReadOnlyList<TokenObject> Hidden(byte[] id, CKO kind) => OfId(id, kind, "");

    public IReadOnlyList<TokenObject> WithModulus(CKO kind, byte[] digest)
        => _byModulus.TryGetValue((kind, Convert.ToHexString(digest)), out List<TokenObject>? found) ? found : [];

    /// <summary>R with the CKA_ID of a pair.</summary>
    public IReadOnlyList<TokenObject> RandomValues(byte[] id)
        => id.Length > 0 && _dataById.TryGetValue(id, out List<TokenObject>? found) ? found : [];

    /// <summary>R of a pair by the label that this library writes, for modules without a CKA_ID for data.</summary>
    public IReadOnlyList<TokenObject> RandomValues(byte[] id, RandomValueTemplate randomValue)
        => id.Length > 0 && _byLabel.TryGetValue(System.Text.Encoding.UTF8.GetBytes(randomValue.LabelFor(id)), out List<TokenObject>? found)
            ? found
            : [];

    private List<TokenObject> OfId(byte[] id, CKO kind, string modulus)
        => id.Length > 0 && _own.TryGetValue((Convert.ToHexString(id), kind, modulus), out List<TokenObject>? found) ? found : [];

    private static void Add<TKey>(Dictionary<TKey, List<TokenObject>> table, TKey key, TokenObject one)
        where TKey : notnull
    {
        if (!table.TryGetValue(key, out List<TokenObject>? objects))
            table.Add(key, objects = []);
        objects.Add(one);
    }
}
