using BioToken.Pkcs11;

namespace BioToken.Tests.Support;

/// <summary>The calls of an <see cref="AlteredModule"/>.</summary>
internal sealed class AlteredCryptoki(ICryptoki inner, AlteredModule module) : ICryptoki
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
            info = module.TokenInfo(slot, info);
        return result;
    }

    public CKR GetMechanismList(nuint slot, Span<CKM> mechanisms, out int count) => inner.GetMechanismList(slot, mechanisms, out count);

    public CKR GetMechanismInfo(nuint slot, CKM mechanism, out MechanismInfo info) => inner.GetMechanismInfo(slot, mechanism, out info);

    public CKR PollSlotEvent(out nuint slot) => inner.PollSlotEvent(out slot);

    public CKR OpenSession(nuint slot, SessionFlags flags, out nuint session) => inner.OpenSession(slot, flags, out session);

    public CKR CloseSession(nuint session) => inner.CloseSession(session);

    public CKR GetSessionInfo(nuint session, out SessionInfo info) => inner.GetSessionInfo(session, out info);

    public CKR Login(nuint session, CKU user, ReadOnlySpan<byte> pin) => inner.Login(session, user, pin);

    public CKR LoginOnDevice(nuint session, CKU user) => inner.LoginOnDevice(session, user);

    public CKR Logout(nuint session) => inner.Logout(session);

    public CKR SetPin(nuint session, ReadOnlySpan<byte> oldPin, ReadOnlySpan<byte> newPin) => inner.SetPin(session, oldPin, newPin);

    public CKR FindObjectsInit(nuint session, AttributeTemplate template) => inner.FindObjectsInit(session, template);

    public CKR FindObjects(nuint session, Span<nuint> objects, out int count)
    {
        CKR result = inner.FindObjects(session, objects, out count);
        foreach (ref nuint handle in objects[..count])
            handle = module.Handle(handle);
        return result;
    }

    public CKR FindObjectsFinal(nuint session) => inner.FindObjectsFinal(session);

    public CKR GetAttributeValue(nuint session, nuint handle, AttributeQuery query)
        => inner.GetAttributeValue(session, module.Handle(handle), query);

    public CKR CreateObject(nuint session, AttributeTemplate template, out nuint handle)
        => inner.CreateObject(session, template, out handle);

    public CKR DestroyObject(nuint session, nuint handle)
        => module.Destroy(handle) ?? inner.DestroyObject(session, module.Handle(handle));

    public CKR SignInit(nuint session, Mechanism mechanism, nuint key) => inner.SignInit(session, mechanism, key);

    public CKR Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written)
    {
        written = 0;
        if (module.Sign() is { } instead)
            return instead;
        CKR result = inner.Sign(session, data, signature, out written);
        if (result == CKR.OK)
            module.Signature(signature[..written]);
        return result;
    }

    public void Dispose() => inner.Dispose();
}
