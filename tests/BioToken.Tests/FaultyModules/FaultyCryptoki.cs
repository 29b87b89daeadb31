using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;

namespace BioToken.Tests.FaultyModules;

/// <summary>Forwards every call, and alters the results as the test specifies.</summary>
internal sealed class FaultyCryptoki(ICryptoki inner, WrongResults results) : DelegatingCryptoki(inner)
{
    public override CKR GetTokenInfo(nuint slot, out TokenInfo info)
    {
        CKR result = Inner.GetTokenInfo(slot, out info);
        if (result == CKR.OK)
            info = results.Token(info);
        return result;
    }

    public override CKR GetMechanismList(nuint slot, Span<CKM> mechanisms, out int count)
        => results.Mechanisms(Inner.GetMechanismList(slot, mechanisms, out count), mechanisms, ref count);

    public override CKR GetMechanismInfo(nuint slot, CKM mechanism, out MechanismInfo info)
    {
        results.Called("C_GetMechanismInfo");
        CKR result = Inner.GetMechanismInfo(slot, mechanism, out info);
        return results.Mechanism(mechanism, ref info) ?? result;
    }

    public override CKR GetAttributeValue(nuint session, nuint handle, AttributeQuery query)
    {
        CKR result = Inner.GetAttributeValue(session, results.Read(handle), query);
        if (!results.Written.TryGetValue(handle, out CKO kind))
        {
            AlterForeign(query);
            return result;
        }

        for (int i = 0; i < query.Count; i++)
        {
            if (query.IsAvailable(i) && results.Attribute(kind, query.TypeAt(i), query.ValueAt(i).ToArray()) is { } altered)
                Alter(query, i, altered);
        }

        return result;
    }

    public override CKR CreateObject(nuint session, AttributeTemplate template, out nuint handle)
    {
        handle = 0;
        if (results.Created(results.Written.Count) is { } refused)
            return refused;
        CKR result = Inner.CreateObject(session, template, out handle);
        if (result != CKR.OK)
            results.Called("C_CreateObject refused");
        if (result == CKR.OK && template.TryGet(CKA.CLASS, out TemplateAttribute kind))
            results.Written[handle] = (CKO)BitConverter.ToUInt64(kind.Value);
        return result;
    }

    public override CKR DestroyObject(nuint session, nuint handle)
    {
        results.Destroyed(handle);
        return Inner.DestroyObject(session, handle);
    }

    public override CKR Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written)
        => results.Signature(Inner.Sign(session, data, signature, out written), signature, ref written);

    public override CKR DecryptInit(nuint session, Mechanism mechanism, nuint key)
    {
        results.Called("C_DecryptInit");
        return results.Decryption(mechanism) ?? Inner.DecryptInit(session, mechanism, key);
    }

    public override CKR Decrypt(nuint session, ReadOnlySpan<byte> encrypted, Span<byte> data, out int written)
        => results.Decrypted(Inner.Decrypt(session, encrypted, data, out written), data, ref written);

    private void AlterForeign(AttributeQuery query)
    {
        for (int i = 0; i < query.Count; i++)
        {
            if (query.TypeAt(i) == CKA.VALUE && query.IsAvailable(i) && query.GetULong(CKA.CLASS) == (ulong)CKO.DATA)
                query.Set(i, results.OnForeign(query.ValueAt(i).ToArray()));
        }
    }

    private static void Alter(AttributeQuery query, int index, byte[] value)
    {
        if (value.Length > 0)
        {
            query.Set(index, value);
            return;
        }

        // To withhold one value, the others are read, and only those are set again.
        (int Index, byte[] Value)[] rest =
        [
            .. Enumerable.Range(0, query.Count).Where(i => i != index && query.IsAvailable(i)).Select(i => (i, query.ValueAt(i).ToArray())),
        ];
        query.Clear();
        foreach ((int i, byte[] kept) in rest)
            query.Set(i, kept);
    }
}
