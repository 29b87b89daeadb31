using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using Net.Pkcs11Interop.HighLevelAPI;
using static BioToken.Simulator.Pkcs11Interop.Pkcs11Calls;
using InteropCKA = Net.Pkcs11Interop.Common.CKA;

namespace BioToken.Simulator.Pkcs11Interop;

/// <content>Objects, their attributes, searches, keys and random numbers.</content>
internal sealed partial class SimulatedSession
{
    private const int SearchLength = 256;

    public IObjectHandle CreateObject(List<IObjectAttribute> attributes)
    {
        ThrowIfDisposed();
        using AttributeTemplate template = Attributes.ToTemplate(attributes, "C_CreateObject");
        Check(_cryptoki.CreateObject(Handle, template, out nuint handle), "C_CreateObject");
        return MakeHandle(handle);
    }

    public IObjectHandle CopyObject(IObjectHandle objectHandle, List<IObjectAttribute> attributes)
    {
        ThrowIfDisposed();
        using AttributeTemplate template = Attributes.ToTemplate(attributes, "C_CopyObject");
        Check(_cryptoki.Objects.CopyObject(Handle, HandleOf(objectHandle), template, out nuint handle), "C_CopyObject");
        return MakeHandle(handle);
    }

    public void DestroyObject(IObjectHandle objectHandle)
        => Check(_cryptoki.DestroyObject(Handle, HandleOf(objectHandle)), "C_DestroyObject");

    public ulong GetObjectSize(IObjectHandle objectHandle)
    {
        Check(_cryptoki.Objects.GetObjectSize(Handle, HandleOf(objectHandle), out ulong size), "C_GetObjectSize");
        return size;
    }

    public List<IObjectAttribute> GetAttributeValue(IObjectHandle objectHandle, List<InteropCKA> attributes)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(attributes);
        return GetAttributeValue(objectHandle, attributes.ConvertAll(static type => (ulong)type));
    }

    public List<IObjectAttribute> GetAttributeValue(IObjectHandle objectHandle, List<ulong> attributes)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(attributes);
        if (attributes.Count == 0)
            throw new ArgumentException("Name an attribute.", nameof(attributes));
        using AttributeQuery query = new([.. attributes.Select(static type => ((CKA)type, 0))]);
        CKR result = _cryptoki.GetAttributeValue(Handle, HandleOf(objectHandle), query);
        if (result is not (CKR.ATTRIBUTE_SENSITIVE or CKR.ATTRIBUTE_TYPE_INVALID))
            Check(result, "C_GetAttributeValue");
        return Attributes.Of(query);
    }

    public void SetAttributeValue(IObjectHandle objectHandle, List<IObjectAttribute> attributes)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(attributes);
        if (attributes.Count == 0)
            throw new ArgumentException("Name an attribute.", nameof(attributes));
        using AttributeTemplate template = Attributes.ToTemplate(attributes, "C_SetAttributeValue");
        Check(_cryptoki.Attributes.SetAttributeValue(Handle, HandleOf(objectHandle), template), "C_SetAttributeValue");
    }

    public void FindObjectsInit(List<IObjectAttribute> attributes)
    {
        ThrowIfDisposed();
        using AttributeTemplate template = Attributes.ToTemplate(attributes, "C_FindObjectsInit");
        Check(_cryptoki.FindObjectsInit(Handle, template), "C_FindObjectsInit");
    }

    public List<IObjectHandle> FindObjects(int objectCount)
    {
        nuint[] handles = new nuint[objectCount];
        Check(_cryptoki.FindObjects(Handle, handles, out int count), "C_FindObjects");
        return [.. handles.Take(count).Select(MakeHandle)];
    }

    public void FindObjectsFinal() => Check(_cryptoki.FindObjectsFinal(Handle), "C_FindObjectsFinal");

    public List<IObjectHandle> FindAllObjects(List<IObjectAttribute> attributes)
    {
        FindObjectsInit(attributes);
        List<IObjectHandle> found = [];
        List<IObjectHandle> next;
        do
        {
            next = FindObjects(SearchLength);
            found.AddRange(next);
        }
        while (next.Count == SearchLength);

        FindObjectsFinal();
        return found;
    }

    public IObjectHandle GenerateKey(IMechanism mechanism, List<IObjectAttribute> attributes)
    {
        ThrowIfDisposed();
        using AttributeTemplate template = Attributes.ToTemplate(attributes, "C_GenerateKey");
        Check(_cryptoki.Keys.GenerateKey(Handle, MechanismReader.Read(mechanism), template, out nuint key), "C_GenerateKey");
        return MakeHandle(key);
    }

    public void GenerateKeyPair(
        IMechanism mechanism,
        List<IObjectAttribute> publicKeyAttributes,
        List<IObjectAttribute> privateKeyAttributes,
        out IObjectHandle publicKeyHandle,
        out IObjectHandle privateKeyHandle)
    {
        ThrowIfDisposed();
        using AttributeTemplate ofPublic = Attributes.ToTemplate(publicKeyAttributes, "C_GenerateKeyPair");
        using AttributeTemplate ofPrivate = Attributes.ToTemplate(privateKeyAttributes, "C_GenerateKeyPair");
        Check(
            _cryptoki.Keys.GenerateKeyPair(
                Handle, MechanismReader.Read(mechanism), ofPublic, ofPrivate, out nuint publicKey, out nuint privateKey),
            "C_GenerateKeyPair");
        publicKeyHandle = MakeHandle(publicKey);
        privateKeyHandle = MakeHandle(privateKey);
    }

    public void SeedRandom(byte[] seed)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(seed);
        Check(_cryptoki.Random.SeedRandom(Handle), "C_SeedRandom");
    }

    public byte[] GenerateRandom(int length)
    {
        ThrowIfDisposed();
        if (length < 1)
            throw new ArgumentException("Ask for a byte or more.", nameof(length));
        byte[] random = new byte[length];
        Check(_cryptoki.Random.GenerateRandom(Handle, random), "C_GenerateRandom");
        return random;
    }

    private IObjectHandle MakeHandle(nuint handle) => _factories.ObjectHandleFactory.Create(handle);
}
