using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;

namespace BioToken.Tests.Support;

/// <summary>The calls of an <see cref="AlteredModule"/>.</summary>
internal sealed class AlteredCryptoki(ICryptoki inner, AlteredModule module) : DelegatingCryptoki(inner)
{
    public override CKR GetTokenInfo(nuint slot, out TokenInfo info)
    {
        CKR result = Inner.GetTokenInfo(slot, out info);
        if (result == CKR.OK)
            info = module.TokenInfo(slot, info);
        return result;
    }

    public override CKR FindObjects(nuint session, Span<nuint> objects, out int count)
    {
        CKR result = Inner.FindObjects(session, objects, out count);
        foreach (ref nuint handle in objects[..count])
            handle = module.Handle(handle);
        return result;
    }

    public override CKR GetAttributeValue(nuint session, nuint handle, AttributeQuery query)
        => Inner.GetAttributeValue(session, module.Handle(handle), query);

    public override CKR DestroyObject(nuint session, nuint handle)
        => module.Destroy(handle) ?? Inner.DestroyObject(session, module.Handle(handle));

    public override CKR Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written)
    {
        written = 0;
        if (module.Sign() is { } instead)
            return instead;
        CKR result = Inner.Sign(session, data, signature, out written);
        if (result == CKR.OK)
            module.Signature(signature[..written]);
        return result;
    }
}
