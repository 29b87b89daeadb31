using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;

namespace BioToken.Tests.FaultyModules;

/// <summary>The results that a module reports wrongly. By default, there are none.</summary>
internal sealed class WrongResults
{
    /// <summary>Functions that were called, as far as tests check them.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Objects that were written through the module, except those that the test has removed from this list.</summary>
    public Dictionary<nuint, CKO> Written { get; } = [];

    /// <summary>Alters an attribute of an object in <see cref="Written"/>; null to leave it unchanged, empty to withhold it.</summary>
    public Func<CKO, CKA, byte[], byte[]?> OnAttribute { get; set; } = static (_, _, _) => null;

    /// <summary>Maps the handle of an object to the handle of the object that is read instead.</summary>
    public Func<nuint, nuint> OnRead { get; set; } = static handle => handle;

    /// <summary>Alters the value of a data object that is not in <see cref="Written"/>.</summary>
    public Func<byte[], byte[]> OnForeign { get; set; } = static value => value;

    public Func<TokenInfo, TokenInfo> OnToken { get; set; } = static info => info;

    /// <summary>Error that C_CreateObject returns after that many objects; null to create the object.</summary>
    public Func<int, CKR?> OnCreate { get; set; } = static _ => null;

    /// <summary>Called for each object before it is destroyed.</summary>
    public Action<nuint> OnDestroy { get; set; } = static _ => { };

    /// <summary>Alters a signature and its length.</summary>
    public Func<byte[], byte[]> OnSignature { get; set; } = static signature => signature;

    /// <summary>Error that C_DecryptInit returns; null to make the call.</summary>
    public Func<Mechanism, CKR?> OnDecryptInit { get; set; } = static _ => null;

    /// <summary>Alters the decrypted data.</summary>
    public Func<byte[], byte[]> OnDecrypt { get; set; } = static data => data;

    /// <summary>Alters the length that C_Decrypt reports.</summary>
    public Func<int, int> OnDecryptedLength { get; set; } = static length => length;

    /// <summary>Result that C_Decrypt returns; null for its own result.</summary>
    public CKR? DecryptAnswer { get; set; }

    /// <summary>Result that C_GetMechanismInfo returns; null for its own result.</summary>
    public Func<CKM, (CKR Result, MechanismInfo Info)?> OnMechanism { get; set; } = static _ => null;

    /// <summary>Alters the list of mechanisms.</summary>
    public Func<CKM[], CKM[]> OnMechanisms { get; set; } = static all => all;

    public void Called(string function) => Calls.Add(function);

    public TokenInfo Token(TokenInfo info) => OnToken(info);

    public nuint Read(nuint handle) => OnRead(handle);

    public byte[]? Attribute(CKO kind, CKA type, byte[] value) => OnAttribute(kind, type, value);

    public CKR? Created(int before) => OnCreate(before);

    public void Destroyed(nuint handle) => OnDestroy(handle);

    public CKR? Decryption(Mechanism mechanism) => OnDecryptInit(mechanism);

    public CKR? Mechanism(CKM mechanism, ref MechanismInfo info)
    {
        if (OnMechanism(mechanism) is not { } wrong)
            return null;
        info = wrong.Info;
        return wrong.Result;
    }

    public CKR Mechanisms(CKR result, Span<CKM> mechanisms, ref int count)
    {
        if (result != CKR.OK || mechanisms.IsEmpty)
            return result;
        CKM[] altered = OnMechanisms(mechanisms[..count].ToArray());
        altered.CopyTo(mechanisms);
        count = altered.Length;
        return result;
    }

    public CKR Signature(CKR result, Span<byte> signature, ref int written) => Alter(OnSignature, result, signature, ref written);

    public CKR Decrypted(CKR result, Span<byte> data, ref int written)
    {
        CKR altered = DecryptAnswer is { } answer && result == CKR.OK ? answer : Alter(OnDecrypt, result, data, ref written);
        written = OnDecryptedLength(written);
        return altered;
    }

    private static CKR Alter(Func<byte[], byte[]> how, CKR result, Span<byte> output, ref int written)
    {
        if (result != CKR.OK || output.IsEmpty)
            return result;
        byte[] altered = how(output[..written].ToArray());
        altered.CopyTo(output);
        written = altered.Length;
        return result;
    }
}
