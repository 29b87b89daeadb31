using System.Security.Cryptography;
using BioToken.Pkcs11;

namespace BioToken;

/// <summary>Reads which objects are on a token: one search, and one call for each object.</summary>
internal sealed class TokenInventory : IDisposable
{
    // Far more than any token holds; a module that never stops handing out handles ends here.
    private const int MaxObjects = 4096;

    private readonly ICryptoki _cryptoki;
    private readonly string _vendor;
    private readonly nuint[] _handles = new nuint[64];

    // Guesses that hold an NPKI certificate and an RSA-4096 modulus, so that the first call brings all.
    private readonly AttributeQuery _query = new(
        (CKA.CLASS, sizeof(ulong)), (CKA.ID, 64), (CKA.LABEL, 256), (CKA.VALUE, 4096), (CKA.MODULUS, 512));

    public TokenInventory(ICryptoki cryptoki, string vendor)
    {
        _cryptoki = cryptoki;
        _vendor = vendor;
    }

    /// <summary>Reads all objects that are visible now.</summary>
    /// <param name="session">The session.</param>
    /// <param name="toTheEnd">
    /// True to ask until the module hands out no more: before an erasure. Otherwise a batch that is not full is taken as the last, as
    /// every known module means it.
    /// </param>
    public List<TokenObject> Read(nuint session, bool toTheEnd)
    {
        using AttributeTemplate everything = new(0);
        List<TokenObject> objects = [];
        foreach (nuint handle in Find(session, everything, toTheEnd))
            objects.Add(Read(session, handle));
        return objects;
    }

    /// <summary>Finds handles.</summary>
    public List<nuint> Find(nuint session, AttributeTemplate template, bool toTheEnd)
    {
        Failures.Check(ActiveOperations.FindInit(_cryptoki, session, template), "C_FindObjectsInit", _vendor);
        List<nuint> found = [];
        CKR result;
        int count;
        do
        {
            result = _cryptoki.FindObjects(session, _handles, out count);
            if (result == CKR.OK)
                found.AddRange(_handles.AsSpan(0, count));
        }
        while (result == CKR.OK && found.Count < MaxObjects && (toTheEnd ? count > 0 : count == _handles.Length));

        CKR final = _cryptoki.FindObjectsFinal(session);
        Failures.Check(result, "C_FindObjects", _vendor);
        Failures.Check(final, "C_FindObjectsFinal", _vendor);
        return found;
    }

    /// <summary>Reads one object.</summary>
    public TokenObject Read(nuint session, nuint handle)
    {
        Failures.CheckAttributes(_cryptoki.GetAttributeValue(session, handle, _query), _vendor);
        CKO kind = (CKO)(_query.GetULong(CKA.CLASS) ?? (ulong)CKO.VENDOR_DEFINED);
        return new TokenObject(
            handle,
            kind,
            Copy(CKA.ID),
            Copy(CKA.LABEL),
            kind == CKO.CERTIFICATE ? Copy(CKA.VALUE) : [],
            Copy(CKA.MODULUS),
            Hash(),
            ContentHash(kind));
    }

    public void Dispose() => _query.Dispose();

    private byte[] Copy(CKA type) => _query.TryGet(type, out ReadOnlySpan<byte> value) ? value.ToArray() : [];

    private byte[] ContentHash(CKO kind)
    {
        CKA content = kind is CKO.PRIVATE_KEY or CKO.PUBLIC_KEY ? CKA.MODULUS : CKA.VALUE;
        return _query.TryGet(content, out ReadOnlySpan<byte> value) ? SHA256.HashData(value) : [];
    }

    private byte[] Hash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < _query.Count; i++)
        {
            ReadOnlySpan<byte> value = _query.ValueAt(i);
            hash.AppendData(BitConverter.GetBytes(_query.IsAvailable(i) ? value.Length : -1));
            hash.AppendData(value);
        }

        return hash.GetHashAndReset();
    }
}
