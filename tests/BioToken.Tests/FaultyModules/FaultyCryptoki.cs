using BioToken.Pkcs11;

namespace BioToken.Tests.FaultyModules;

/// <summary>Passes every call on, and alters what comes back as the test says.</summary>
internal sealed class FaultyCryptoki(ICryptoki inner, WrongResults results) : ICryptoki
{
    public CKR Initialize() => inner.Initialize();

    public CKR FinalizeCryptoki() => inner.FinalizeCryptoki();

    public CKR GetInfo(out CryptokiInfo info) => inner.GetInfo(out info);

    public CKR GetSlotList(bool tokenPresent, Span<nuint> slots, out int count) => inner.GetSlotList(tokenPresent, slots, out count);

    public CKR GetSlotInfo(nuint slot, out SlotInfo info) => inner.GetSlotInfo(slot, out info);

    public CKR GetTokenInfo(nuint slot, out TokenInfo info)
    {
        CKR result = inner.GetTokenInfo(slot, out info);
        if (result == CKR.OK)
            info = results.Token(info);
        return result;
    }

    public CKR GetMechanismList(nuint slot, Span<CKM> mechanisms, out int count)
        => results.Mechanisms(inner.GetMechanismList(slot, mechanisms, out count), mechanisms, ref count);

    public CKR GetMechanismInfo(nuint slot, CKM mechanism, out MechanismInfo info)
    {
        results.Called("C_GetMechanismInfo");
        CKR result = inner.GetMechanismInfo(slot, mechanism, out info);
        return results.Mechanism(mechanism, ref info) ?? result;
    }

    public CKR PollSlotEvent(out nuint slot) => inner.PollSlotEvent(out slot);

    public CKR OpenSession(nuint slot, SessionFlags flags, out nuint session) => inner.OpenSession(slot, flags, out session);

    public CKR CloseSession(nuint session) => inner.CloseSession(session);

    public CKR GetSessionInfo(nuint session, out SessionInfo info) => inner.GetSessionInfo(session, out info);

    public CKR Login(nuint session, CKU user, ReadOnlySpan<byte> pin) => inner.Login(session, user, pin);

    public CKR LoginOnDevice(nuint session, CKU user) => inner.LoginOnDevice(session, user);

    public CKR Logout(nuint session) => inner.Logout(session);

    public CKR SetPin(nuint session, ReadOnlySpan<byte> oldPin, ReadOnlySpan<byte> newPin) => inner.SetPin(session, oldPin, newPin);

    public CKR FindObjectsInit(nuint session, AttributeTemplate template) => inner.FindObjectsInit(session, template);

    public CKR FindObjects(nuint session, Span<nuint> objects, out int count) => inner.FindObjects(session, objects, out count);

    public CKR FindObjectsFinal(nuint session) => inner.FindObjectsFinal(session);

    public CKR GetAttributeValue(nuint session, nuint handle, AttributeQuery query)
    {
        CKR result = inner.GetAttributeValue(session, results.Read(handle), query);
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

    public CKR CreateObject(nuint session, AttributeTemplate template, out nuint handle)
    {
        handle = 0;
        if (results.Created(results.Written.Count) is { } refused)
            return refused;
        CKR result = inner.CreateObject(session, template, out handle);
        if (result != CKR.OK)
            results.Called("C_CreateObject refused");
        if (result == CKR.OK && template.TryGet(CKA.CLASS, out TemplateAttribute kind))
            results.Written[handle] = (CKO)BitConverter.ToUInt64(kind.Value);
        return result;
    }

    public CKR DestroyObject(nuint session, nuint handle)
    {
        results.Destroyed(handle);
        return inner.DestroyObject(session, handle);
    }

    public CKR SignInit(nuint session, Mechanism mechanism, nuint key) => inner.SignInit(session, mechanism, key);

    public CKR Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written)
        => results.Signature(inner.Sign(session, data, signature, out written), signature, ref written);

    public CKR DecryptInit(nuint session, Mechanism mechanism, nuint key)
    {
        results.Called("C_DecryptInit");
        return results.Decryption(mechanism) ?? inner.DecryptInit(session, mechanism, key);
    }

    public CKR Decrypt(nuint session, ReadOnlySpan<byte> encrypted, Span<byte> data, out int written)
        => results.Decrypted(inner.Decrypt(session, encrypted, data, out written), data, ref written);

    public void Dispose() => inner.Dispose();

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

        // A value that is kept back: the others are read, and it is not set again.
        (int Index, byte[] Value)[] rest =
        [
            .. Enumerable.Range(0, query.Count).Where(i => i != index && query.IsAvailable(i)).Select(i => (i, query.ValueAt(i).ToArray())),
        ];
        query.Clear();
        foreach ((int i, byte[] kept) in rest)
            query.Set(i, kept);
    }
}
