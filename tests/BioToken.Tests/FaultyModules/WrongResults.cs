using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;

namespace BioToken.Tests.FaultyModules;

/// <summary>The results that a module reports wrong. Without them, it works.</summary>
internal sealed class WrongResults
{
    /// <summary>Functions that were called, where it matters.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Objects that were written through it, but for those that the test has taken out.</summary>
    public Dictionary<nuint, CKO> Written { get; } = [];

    /// <summary>Alters an attribute of an object in <see cref="Written"/>; null to leave it, empty to keep it back.</summary>
    public Func<CKO, CKA, byte[], byte[]?> OnAttribute { get; set; } = static (_, _, _) => null;

    /// <summary>Which object is read in the place of another.</summary>
    public Func<nuint, nuint> OnRead { get; set; } = static handle => handle;

    /// <summary>Alters the value of a data object that is not in <see cref="Written"/>.</summary>
    public Func<byte[], byte[]> OnForeign { get; set; } = static value => value;

    public Func<TokenInfo, TokenInfo> OnToken { get; set; } = static info => info;

    /// <summary>What C_CreateObject answers after that many objects; null to create one.</summary>
    public Func<int, CKR?> OnCreate { get; set; } = static _ => null;

    /// <summary>Told of each object before it is destroyed.</summary>
    public Action<nuint> OnDestroy { get; set; } = static _ => { };

    /// <summary>Alters a signature, and answers how long it is.</summary>
    public Func<byte[], byte[]> OnSignature { get; set; } = static signature => signature;

    /// <summary>What C_DecryptInit answers; null to do it.</summary>
    public Func<Mechanism, CKR?> OnDecryptInit { get; set; } = static _ => null;

    /// <summary>Alters what was decrypted.</summary>
    public Func<byte[], byte[]> OnDecrypt { get; set; } = static data => data;

    /// <summary>Alters the length that C_Decrypt reports.</summary>
    public Func<int, int> OnDecryptedLength { get; set; } = static length => length;

    /// <summary>What C_Decrypt returns; null for its own result.</summary>
    public CKR? DecryptAnswer { get; set; }

    /// <summary>What C_GetMechanismInfo reports; null for its own result.</summary>
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
