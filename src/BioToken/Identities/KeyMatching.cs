using BioToken.Npki.Certificates;
using BioToken.Objects;
using BioToken.Pkcs11.Constants;
using BioToken.Vendors;

namespace BioToken.Identities;

/// <summary>
/// Finds the keys of certificates: by CKA_ID, unless the modulus belongs to another key, and by the modulus if no key has the certificate's
/// CKA_ID. The result depends only on CKA_ID and public key, so that it is computed once for all certificates that share both.
/// </summary>
internal sealed class KeyMatching
{
    private static readonly CKO[] KeyClasses = [CKO.PRIVATE_KEY, CKO.PUBLIC_KEY];

    private readonly RandomValueTemplate _randomValue;
    private readonly KeyTable _keys;
    private readonly List<(TokenObject Object, NpkiCertificate Certificate, Claim Claim)> _certificates = [];
    private readonly Dictionary<(string Id, string Modulus), Claim> _claims = [];
    private readonly Dictionary<byte[], int> _idUses = new(BytesComparer.Instance);
    private readonly Dictionary<(CKO Class, string Modulus), int> _modulusUses = [];
    private readonly Dictionary<(string Modulus, string Classes), IReadOnlyList<TokenObject>> _randomValues = [];

    private KeyMatching(IReadOnlyList<TokenObject> objects, RandomValueTemplate randomValue)
    {
        _randomValue = randomValue;
        _keys = new KeyTable(objects);
        foreach (TokenObject one in objects.Where(o => o.Class == CKO.CERTIFICATE))
        {
            if (one.Id.Length > 0)
                _idUses[one.Id] = _idUses.GetValueOrDefault(one.Id) + 1;
            if (CertificateReading.TryParse(one, out _) is { } certificate)
                _certificates.Add((one, certificate, ClaimOf(one.Id, PublicKeyDigest.Of(certificate))));
        }
    }

    /// <summary>Makes the pairs of all certificates that can be read, in the order of the objects.</summary>
    public static IReadOnlyList<TokenKeyPair> Pair(IReadOnlyList<TokenObject> objects, RandomValueTemplate randomValue)
    {
        KeyMatching matching = new(objects, randomValue);
        foreach (Claim claim in matching._claims.Values)
            matching.Find(claim);
        foreach (Claim claim in matching._claims.Values)
            matching.Judge(claim);
        return [.. matching._certificates.Select(
            c => new TokenKeyPair(c.Certificate, c.Object, c.Claim.Keys, c.Claim.IsShared, matching.StrangersOf(c.Claim)))];
    }

    private Claim ClaimOf(byte[] id, byte[]? digest)
    {
        (string, string) key = (Convert.ToHexString(id), Convert.ToHexString(digest ?? []));
        if (!_claims.TryGetValue(key, out Claim? claim))
            _claims.Add(key, claim = new Claim(id, digest, key.Item2));
        claim.Count++;
        return claim;
    }

    private void Find(Claim claim)
    {
        foreach (CKO kind in KeyClasses)
        {
            IReadOnlyList<TokenObject> own = _keys.Own(claim.Id, kind, claim.Digest ?? []);
            IReadOnlyList<TokenObject> hidden = _keys.Hidden(claim.Id, kind);
            claim.Keys.Add(own);
            claim.Keys.Add(hidden);
            if (own.Count > 0 || hidden.Count > 0 || claim.Digest is null)
                continue;
            claim.Keys.Add(_keys.WithModulus(kind, claim.Digest));
            claim.ByModulus.Add(kind);
            _modulusUses[(kind, claim.Modulus)] = _modulusUses.GetValueOrDefault((kind, claim.Modulus)) + claim.Count;
        }

        claim.Keys.Add(_keys.RandomValues(claim.Id));
        claim.Keys.Add(_keys.RandomValues(claim.Id, _randomValue));
        if (claim.ByModulus.Count > 0)
            claim.Keys.Add(RandomValuesByModulus(claim));
    }

    /// <summary>
    /// R with the CKA_ID of a key that was found by the modulus, unless a certificate has that CKA_ID: computed once for all certificates
    /// with these keys.
    /// </summary>
    private IReadOnlyList<TokenObject> RandomValuesByModulus(Claim claim)
    {
        (string, string) keys = (claim.Modulus, string.Join(' ', KeyClasses.Where(claim.ByModulus.Contains)));
        if (_randomValues.TryGetValue(keys, out IReadOnlyList<TokenObject>? known))
            return known;
        IEnumerable<byte[]> ids = KeyClasses.Where(claim.ByModulus.Contains)
            .SelectMany(kind => _keys.WithModulus(kind, claim.Digest!))
            .Select(key => key.Id)
            .Where(id => !_idUses.ContainsKey(id))
            .Distinct(BytesComparer.Instance);
        return _randomValues[keys] = [.. ids.SelectMany(id => _keys.RandomValues(id).Concat(_keys.RandomValues(id, _randomValue)))];
    }

    // Computed on demand: each of many certificates with one CKA_ID would list the keys of all others.
    private IEnumerable<TokenObject> StrangersOf(Claim claim)
    {
        IEnumerable<TokenObject> sameId = _keys.WithId(claim.Id).Where(key => !claim.MayOwn(key));
        return claim.Digest is { } digest
            ? sameId.Concat(KeyClasses.Except(claim.ByModulus).SelectMany(kind => _keys.WithModulus(kind, digest)).Where(IsNobodys))
            : sameId;
    }

    // Keys that two certificates use are not erased with either.
    private void Judge(Claim claim) => claim.IsShared = claim.Count > 1
        || _idUses.GetValueOrDefault(claim.Id) > 1
        || Array.Exists(KeyClasses, kind => IsUsedByAnother(claim, kind));

    private bool IsUsedByAnother(Claim claim, CKO kind)
    {
        int uses = _modulusUses.GetValueOrDefault((kind, claim.Modulus));
        return claim.ByModulus.Contains(kind)
            ? uses > claim.Count || claim.Keys.OfClass(kind).Any(key => IsOfAnother(claim, key))
            : uses > 0 && claim.Keys.First(kind) is not null;
    }

    /// <summary>Whether a key bears the CKA_ID of another certificate of the same public key.</summary>
    private bool IsOfAnother(Claim claim, TokenObject key)
        => key.Id.Length > 0 && !key.HasId(claim.Id) && _claims.ContainsKey((Convert.ToHexString(key.Id), claim.Modulus));

    private bool IsNobodys(TokenObject key) => key.Id.Length == 0 || !_idUses.ContainsKey(key.Id);

    /// <summary>The keys of all certificates with one CKA_ID and one public key.</summary>
    private sealed class Claim(byte[] id, byte[]? digest, string modulus)
    {
        public byte[] Id => id;

        /// <summary>Digest of the modulus; null if the key is not an RSA key.</summary>
        public byte[]? Digest => digest;

        public string Modulus => modulus;

        /// <summary>Number of certificates.</summary>
        public int Count { get; set; }

        public KeyList Keys { get; } = new();

        /// <summary>Classes of keys that are found by the modulus.</summary>
        public HashSet<CKO> ByModulus { get; } = [];

        public bool IsShared { get; set; }

        /// <summary>Whether a key with the same CKA_ID may be its own: not if the modulus differs.</summary>
        public bool MayOwn(TokenObject key)
            => key.ContentHash.Length == 0 || (digest is not null && key.ContentHash.AsSpan().SequenceEqual(digest));
    }
}
