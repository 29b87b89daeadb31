using BioToken.Errors;
using BioToken.Modules;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11;
using BioToken.Resources;

namespace BioToken.Objects;

/// <summary>Reads the objects on a token: one search, and one call for each object. Returns all of them or throws, never a part.</summary>
internal sealed class TokenInventory : IDisposable
{
    // Far more than any token holds: the limit for a module that returns handles without end.
    private const int MaxObjects = 1_000_000;
    private const long MaxKept = 512L * 1024 * 1024;

    private readonly ICryptoki _cryptoki;
    private readonly string _vendor;
    private readonly long _maxKept;
    private readonly ObjectReader _reader;
    private readonly nuint[] _handles = new nuint[256];

    /// <param name="cryptoki">The module.</param>
    /// <param name="vendor">Short name of the profile, for errors.</param>
    /// <param name="maxKept">Most bytes of attributes that are kept.</param>
    public TokenInventory(ICryptoki cryptoki, string vendor, long maxKept = MaxKept)
    {
        _cryptoki = cryptoki;
        _vendor = vendor;
        _maxKept = maxKept;
        _reader = new ObjectReader(cryptoki, vendor);
    }

    /// <summary>Reads all objects that are visible now.</summary>
    /// <exception cref="BioTokenException">The module failed, or returned objects without end.</exception>
    public List<TokenObject> Read(nuint session)
    {
        using AttributeTemplate everything = new(0);
        List<nuint> handles = Find(session, everything);
        List<TokenObject> objects = new(handles.Count);
        long kept = 0;
        foreach (nuint handle in handles)
        {
            TokenObject read = Read(session, handle);
            kept += read.KeptLength;
            if (kept > _maxKept)
                throw TooMuch(CryptokiFunction.GetAttributeValue);
            objects.Add(read);
        }

        // An unusual object affects only itself. If nothing at all can be read, the module failed.
        if (objects.Count > 0 && objects.TrueForAll(o => o is { HasClass: false, Failure: not null }))
            throw Failures.From(objects[0].Failure!.Value, CryptokiFunction.GetAttributeValue, _vendor);
        return objects;
    }

    /// <summary>Finds handles until the module returns no more.</summary>
    /// <exception cref="BioTokenException">The module failed, or returned handles without end.</exception>
    public List<nuint> Find(nuint session, AttributeTemplate template)
    {
        Failures.Check(ActiveOperations.FindInit(_cryptoki, session, template), CryptokiFunction.FindObjectsInit, _vendor);
        List<nuint> found = [];
        HashSet<nuint> known = [];
        bool isEndless = false;
        CKR result;
        int count;
        do
        {
            result = _cryptoki.FindObjects(session, _handles, out count);
            if (result == CKR.OK && count > _handles.Length)
                result = CKR.GENERAL_ERROR;
            if (result != CKR.OK || count == 0)
                break;
            int before = found.Count;
            found.AddRange(_handles.Take(count).Where(known.Add));
            isEndless = found.Count == before || found.Count > MaxObjects;
        }
        while (!isEndless);

        CKR final = _cryptoki.FindObjectsFinal(session);
        Failures.Check(result, CryptokiFunction.FindObjects, _vendor);
        Failures.Check(final, CryptokiFunction.FindObjectsFinal, _vendor);
        return isEndless ? throw TooMuch(CryptokiFunction.FindObjects) : found;
    }

    /// <summary>Reads one object.</summary>
    public TokenObject Read(nuint session, nuint handle) => _reader.Read(session, handle);

    public void Dispose() => _reader.Dispose();

    private BioTokenException TooMuch(CryptokiFunction function)
        => new(BioTokenError.ModuleError, Messages.Format("ErrorObjectsWithoutEnd", MaxObjects)) { Function = function, Vendor = _vendor };
}
