using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;

namespace BioToken.Reliability.Tests.Faults;

/// <summary>Asks a <see cref="FaultyModule"/> at every call what happens.</summary>
internal sealed class FaultyCryptoki(ICryptoki inner, FaultyModule module) : ICryptoki
{
    // Success without effect still hands out something.
    private const nuint NoHandle = 0x7FFF_FFFF;

    public CKR Initialize() => inner.Initialize();

    public CKR FinalizeCryptoki() => inner.FinalizeCryptoki();

    public CKR GetInfo(out CryptokiInfo info)
    {
        info = null!;
        return module.Before("C_GetInfo") ?? module.After(inner.GetInfo(out info));
    }

    public CKR GetSlotList(bool tokenPresent, Span<nuint> slots, out int count)
    {
        count = 0;
        return module.Before("C_GetSlotList") ?? module.After(inner.GetSlotList(tokenPresent, slots, out count));
    }

    public CKR GetSlotInfo(nuint slot, out SlotInfo info)
    {
        info = null!;
        return module.Before("C_GetSlotInfo") ?? module.After(inner.GetSlotInfo(slot, out info));
    }

    public CKR GetTokenInfo(nuint slot, out TokenInfo info)
    {
        info = null!;
        return module.Before("C_GetTokenInfo") ?? module.After(inner.GetTokenInfo(slot, out info));
    }

    public CKR GetMechanismList(nuint slot, Span<CKM> mechanisms, out int count)
    {
        count = 0;
        return module.Before("C_GetMechanismList") ?? module.After(inner.GetMechanismList(slot, mechanisms, out count));
    }

    public CKR GetMechanismInfo(nuint slot, CKM mechanism, out MechanismInfo info)
    {
        info = default;
        return module.Before("C_GetMechanismInfo") ?? module.After(inner.GetMechanismInfo(slot, mechanism, out info));
    }

    public CKR PollSlotEvent(out nuint slot)
    {
        slot = 0;
        return module.Before("C_WaitForSlotEvent") ?? module.After(inner.PollSlotEvent(out slot));
    }

    public CKR OpenSession(nuint slot, SessionFlags flags, out nuint session)
    {
        session = NoHandle;
        return module.Before("C_OpenSession") ?? module.After(inner.OpenSession(slot, flags, out session));
    }

    public CKR CloseSession(nuint session) => module.Before("C_CloseSession") ?? module.After(inner.CloseSession(session));

    public CKR GetSessionInfo(nuint session, out SessionInfo info)
    {
        info = default;
        return module.Before("C_GetSessionInfo") ?? module.After(inner.GetSessionInfo(session, out info));
    }

    public CKR Login(nuint session, CKU user, ReadOnlySpan<byte> pin)
    {
        module.CountLogin();
        return module.Before("C_Login") ?? module.After(inner.Login(session, user, pin));
    }

    public CKR LoginOnDevice(nuint session, CKU user) => module.Before("C_Login") ?? module.After(inner.LoginOnDevice(session, user));

    public CKR Logout(nuint session) => module.Before("C_Logout") ?? module.After(inner.Logout(session));

    public CKR SetPin(nuint session, ReadOnlySpan<byte> oldPin, ReadOnlySpan<byte> newPin)
        => module.Before("C_SetPIN") ?? module.After(inner.SetPin(session, oldPin, newPin));

    public CKR FindObjectsInit(nuint session, AttributeTemplate template)
        => module.Before("C_FindObjectsInit") ?? module.After(inner.FindObjectsInit(session, template));

    public CKR FindObjects(nuint session, Span<nuint> objects, out int count)
    {
        count = 0;
        return module.Before("C_FindObjects") ?? module.After(inner.FindObjects(session, objects, out count));
    }

    public CKR FindObjectsFinal(nuint session) => module.Before("C_FindObjectsFinal") ?? module.After(inner.FindObjectsFinal(session));

    public CKR GetAttributeValue(nuint session, nuint handle, AttributeQuery query)
    {
        query.Clear();
        return module.Before("C_GetAttributeValue") ?? module.After(inner.GetAttributeValue(session, handle, query));
    }

    public CKR CreateObject(nuint session, AttributeTemplate template, out nuint handle)
    {
        handle = NoHandle;
        if (module.Before("C_CreateObject") is { } instead)
            return instead;
        if (module.Room is <= 0)
            return CKR.DEVICE_MEMORY;
        CKR result = inner.CreateObject(session, template, out handle);
        if (result == CKR.OK)
            module.Room--;
        return module.After(result);
    }

    public CKR DestroyObject(nuint session, nuint handle)
    {
        if (module.Before("C_DestroyObject") is { } instead)
            return instead;
        CKR result = inner.DestroyObject(session, handle);
        if (result == CKR.OK)
            module.Room++;
        return module.After(result);
    }

    public CKR SignInit(nuint session, Mechanism mechanism, nuint key)
        => module.Before("C_SignInit") ?? module.After(inner.SignInit(session, mechanism, key));

    public CKR Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written)
    {
        written = 0;
        return module.Before("C_Sign") ?? module.After(inner.Sign(session, data, signature, out written));
    }

    public CKR DecryptInit(nuint session, Mechanism mechanism, nuint key)
        => module.Before("C_DecryptInit") ?? module.After(inner.DecryptInit(session, mechanism, key));

    public CKR Decrypt(nuint session, ReadOnlySpan<byte> encrypted, Span<byte> data, out int written)
    {
        written = 0;
        return module.Before("C_Decrypt") ?? module.After(inner.Decrypt(session, encrypted, data, out written));
    }

    public void Dispose() => inner.Dispose();
}
