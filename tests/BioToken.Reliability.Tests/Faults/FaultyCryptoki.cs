using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;

namespace BioToken.Reliability.Tests.Faults;

/// <summary>A Cryptoki that applies the faults of a <see cref="FaultyModule"/> to each call.</summary>
internal sealed class FaultyCryptoki(ICryptoki inner, FaultyModule module) : DelegatingCryptoki(inner)
{
    // A success without effect still returns a handle.
    private const nuint NoHandle = 0x7FFF_FFFF;

    public override CKR GetInfo(out CryptokiInfo info)
    {
        info = null!;
        return module.Before("C_GetInfo") ?? module.After(Inner.GetInfo(out info));
    }

    public override CKR GetSlotList(bool tokenPresent, Span<nuint> slots, out int count)
    {
        count = 0;
        return module.Before("C_GetSlotList") ?? module.After(Inner.GetSlotList(tokenPresent, slots, out count));
    }

    public override CKR GetSlotInfo(nuint slot, out SlotInfo info)
    {
        info = null!;
        return module.Before("C_GetSlotInfo") ?? module.After(Inner.GetSlotInfo(slot, out info));
    }

    public override CKR GetTokenInfo(nuint slot, out TokenInfo info)
    {
        info = null!;
        return module.Before("C_GetTokenInfo") ?? module.After(Inner.GetTokenInfo(slot, out info));
    }

    public override CKR GetMechanismList(nuint slot, Span<CKM> mechanisms, out int count)
    {
        count = 0;
        return module.Before("C_GetMechanismList") ?? module.After(Inner.GetMechanismList(slot, mechanisms, out count));
    }

    public override CKR GetMechanismInfo(nuint slot, CKM mechanism, out MechanismInfo info)
    {
        info = default;
        return module.Before("C_GetMechanismInfo") ?? module.After(Inner.GetMechanismInfo(slot, mechanism, out info));
    }

    public override CKR PollSlotEvent(out nuint slot)
    {
        slot = 0;
        return module.Before("C_WaitForSlotEvent") ?? module.After(Inner.PollSlotEvent(out slot));
    }

    public override CKR OpenSession(nuint slot, SessionFlags flags, out nuint session)
    {
        session = NoHandle;
        return module.Before("C_OpenSession") ?? module.After(Inner.OpenSession(slot, flags, out session));
    }

    public override CKR CloseSession(nuint session) => module.Before("C_CloseSession") ?? module.After(Inner.CloseSession(session));

    public override CKR GetSessionInfo(nuint session, out SessionInfo info)
    {
        info = default;
        return module.Before("C_GetSessionInfo") ?? module.After(Inner.GetSessionInfo(session, out info));
    }

    public override CKR Login(nuint session, CKU user, ReadOnlySpan<byte> pin)
    {
        module.CountLogin();
        return module.Before("C_Login") ?? module.After(Inner.Login(session, user, pin));
    }

    public override CKR LoginOnDevice(nuint session, CKU user)
        => module.Before("C_Login") ?? module.After(Inner.LoginOnDevice(session, user));

    public override CKR Logout(nuint session) => module.Before("C_Logout") ?? module.After(Inner.Logout(session));

    public override CKR SetPin(nuint session, ReadOnlySpan<byte> oldPin, ReadOnlySpan<byte> newPin)
        => module.Before("C_SetPIN") ?? module.After(Inner.SetPin(session, oldPin, newPin));

    public override CKR FindObjectsInit(nuint session, AttributeTemplate template)
        => module.Before("C_FindObjectsInit") ?? module.After(Inner.FindObjectsInit(session, template));

    public override CKR FindObjects(nuint session, Span<nuint> objects, out int count)
    {
        count = 0;
        return module.Before("C_FindObjects") ?? module.After(Inner.FindObjects(session, objects, out count));
    }

    public override CKR FindObjectsFinal(nuint session)
        => module.Before("C_FindObjectsFinal") ?? module.After(Inner.FindObjectsFinal(session));

    public override CKR GetAttributeValue(nuint session, nuint handle, AttributeQuery query)
    {
        query.Clear();
        return module.Before("C_GetAttributeValue") ?? module.After(Inner.GetAttributeValue(session, handle, query));
    }

    public override CKR CreateObject(nuint session, AttributeTemplate template, out nuint handle)
    {
        handle = NoHandle;
        if (module.Before("C_CreateObject") is { } instead)
            return instead;
        if (module.Room is <= 0)
            return CKR.DEVICE_MEMORY;
        CKR result = Inner.CreateObject(session, template, out handle);
        if (result == CKR.OK)
            module.Room--;
        return module.After(result);
    }

    public override CKR DestroyObject(nuint session, nuint handle)
    {
        if (module.Before("C_DestroyObject") is { } instead)
            return instead;
        CKR result = Inner.DestroyObject(session, handle);
        if (result == CKR.OK)
            module.Room++;
        return module.After(result);
    }

    public override CKR SignInit(nuint session, Mechanism mechanism, nuint key)
        => module.Before("C_SignInit") ?? module.After(Inner.SignInit(session, mechanism, key));

    public override CKR SignCancel(nuint session) => module.Before("C_SignInit") ?? module.After(Inner.SignCancel(session));

    public override CKR Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written)
    {
        written = 0;
        return module.Before("C_Sign") ?? module.After(Inner.Sign(session, data, signature, out written));
    }

    public override CKR DecryptInit(nuint session, Mechanism mechanism, nuint key)
        => module.Before("C_DecryptInit") ?? module.After(Inner.DecryptInit(session, mechanism, key));

    public override CKR Decrypt(nuint session, ReadOnlySpan<byte> encrypted, Span<byte> data, out int written)
    {
        written = 0;
        return module.Before("C_Decrypt") ?? module.After(Inner.Decrypt(session, encrypted, data, out written));
    }
}
