using System.Security.Cryptography;
using BioToken.Errors;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Pkcs11;

namespace BioToken.Objects;

/// <summary>
/// Reads objects one by one: with one call or, if that fails, attribute by attribute, so that an unusual object affects only itself.
/// </summary>
internal sealed class ObjectReader : IDisposable
{
    // Represents the length of an attribute that is unavailable or could not be read.
    private const int Missing = -1;
    private const int Failed = -2;

    // Sizes that fit an NPKI certificate and an RSA-4096 modulus, so that the first call returns everything.
    private static readonly (CKA Type, int Guess)[] Attributes =
        [(CKA.CLASS, sizeof(ulong)), (CKA.ID, 64), (CKA.LABEL, 256), (CKA.VALUE, 4096), (CKA.MODULUS, 512)];

    private readonly ICryptoki _cryptoki;
    private readonly string _vendor;
    private readonly AttributeQuery _all = new(Attributes);
    private readonly Lazy<AttributeQuery[]> _each = new(static () => [.. Attributes.Select(attribute => new AttributeQuery(attribute))]);
    private readonly CKR?[] _failures = new CKR?[Attributes.Length];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _isEach;

    public ObjectReader(ICryptoki cryptoki, string vendor)
    {
        _cryptoki = cryptoki;
        _vendor = vendor;
    }

    /// <exception cref="BioTokenException">Not the object failed but the session, the token or the module.</exception>
    public TokenObject Read(nuint session, nuint handle)
    {
        _isEach = !Failures.TellsOfEachAttribute(_cryptoki.GetAttributeValue(session, handle, _all));
        Array.Clear(_failures);
        if (_isEach)
            ReadEach(session, handle);
        ulong? kind = IsAvailable(IndexOf(CKA.CLASS)) ? QueryOf(IndexOf(CKA.CLASS)).GetULong(CKA.CLASS) : null;
        CKO objectClass = (CKO)(kind ?? (ulong)CKO.VENDOR_DEFINED);
        TokenObject read = new(
            handle,
            objectClass,
            Copy(CKA.ID),
            Copy(CKA.LABEL),
            objectClass == CKO.CERTIFICATE ? Copy(CKA.VALUE) : [],
            Copy(CKA.MODULUS),
            Hash(),
            ContentHash(objectClass))
        {
            Failure = Array.Find(_failures, failure => failure is not null),
            HasClass = kind is not null,
        };
        // It may be the random value R.
        if (objectClass != CKO.CERTIFICATE)
            QueryOf(IndexOf(CKA.VALUE)).Zero(_isEach ? 0 : IndexOf(CKA.VALUE));
        return read;
    }

    public void Dispose()
    {
        _hash.Dispose();
        _all.Dispose();
        if (_each.IsValueCreated)
            Array.ForEach(_each.Value, query => query.Dispose());
    }

    private static int IndexOf(CKA type) => Array.FindIndex(Attributes, attribute => attribute.Type == type);

    private void ReadEach(nuint session, nuint handle)
    {
        for (int i = 0; i < Attributes.Length; i++)
        {
            CKR result = _cryptoki.GetAttributeValue(session, handle, _each.Value[i]);
            if (Failures.TellsOfEachAttribute(result))
                continue;
            ThrowUnlessObjectFails(session, result);
            _failures[i] = result;
        }
    }

    /// <summary>A return value that may mean a lost session or token counts for the object only if both still exist.</summary>
    private void ThrowUnlessObjectFails(nuint session, CKR result)
    {
        if (!Failures.MayConcernOneObject(result))
            throw Failures.From(result, CryptokiFunction.GetAttributeValue, _vendor);
        if (!Failures.MayBeRemoval(result))
            return;
        CKR now = _cryptoki.GetSessionInfo(session, out SessionInfo info);
        if (now == CKR.OK)
            now = _cryptoki.GetTokenInfo(info.Slot, out _);
        if (now != CKR.OK && now != CKR.FUNCTION_NOT_SUPPORTED)
            throw Failures.From(result, CryptokiFunction.GetAttributeValue, _vendor);
    }

    private AttributeQuery QueryOf(int i) => _isEach ? _each.Value[i] : _all;

    private bool IsAvailable(int i) => _failures[i] is null && QueryOf(i).IsAvailable(_isEach ? 0 : i);

    private ReadOnlySpan<byte> ValueAt(int i) => IsAvailable(i) ? QueryOf(i).ValueAt(_isEach ? 0 : i) : default;

    private byte[] Copy(CKA type) => ValueAt(IndexOf(type)).ToArray();

    private byte[] ContentHash(CKO objectClass)
    {
        bool isKey = objectClass is CKO.PRIVATE_KEY or CKO.PUBLIC_KEY;
        int content = IndexOf(isKey ? CKA.MODULUS : CKA.VALUE);
        if (!IsAvailable(content))
            return [];
        if (!isKey)
            return SHA256.HashData(ValueAt(content));
        // A modulus is "big integer, most significant byte first"; some modules add a leading zero, and some return only zeros for a
        // private key.
        ReadOnlySpan<byte> modulus = ValueAt(content).TrimStart((byte)0);
        return modulus.IsEmpty ? [] : SHA256.HashData(modulus);
    }

    private byte[] Hash()
    {
        for (int i = 0; i < Attributes.Length; i++)
        {
            ReadOnlySpan<byte> value = ValueAt(i);
            _hash.AppendData(BitConverter.GetBytes(_failures[i] is not null ? Failed : IsAvailable(i) ? value.Length : Missing));
            _hash.AppendData(value);
        }

        return _hash.GetHashAndReset();
    }
}
