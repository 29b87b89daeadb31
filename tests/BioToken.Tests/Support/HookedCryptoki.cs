using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;

namespace BioToken.Tests;

/// <summary>The calls of a <see cref="HookedModule"/>.</summary>
internal sealed class HookedCryptoki(ICryptoki inner, HookedModule module) : DelegatingCryptoki(inner)
{
    public override CKR Initialize() => module.Run("C_Initialize", Inner.Initialize);

    public override CKR FinalizeCryptoki() => module.Run("C_Finalize", Inner.FinalizeCryptoki);

    public override CKR GetInfo(out CryptokiInfo info)
    {
        CryptokiInfo read = null!;
        CKR result = module.Run("C_GetInfo", () => Inner.GetInfo(out read));
        info = read;
        return result;
    }

    public override CKR GetSlotList(bool tokenPresent, Span<nuint> slots, out int count)
    {
        nuint[] list = new nuint[slots.Length];
        int read = 0;
        CKR result = module.Run(
            slots.IsEmpty ? "C_GetSlotList(NULL)" : "C_GetSlotList", () => Inner.GetSlotList(tokenPresent, list, out read));
        list.CopyTo(slots);
        count = read;
        return result;
    }

    public override CKR GetSlotInfo(nuint slot, out SlotInfo info)
    {
        SlotInfo read = null!;
        CKR result = module.Run("C_GetSlotInfo", () => Inner.GetSlotInfo(slot, out read));
        info = read;
        return result;
    }

    public override CKR GetTokenInfo(nuint slot, out TokenInfo info)
    {
        TokenInfo read = null!;
        CKR result = module.Run($"C_GetTokenInfo({slot})", () => Inner.GetTokenInfo(slot, out read));
        info = read;
        return result;
    }

    public override CKR GetMechanismList(nuint slot, Span<CKM> mechanisms, out int count)
    {
        CKM[] list = new CKM[mechanisms.Length];
        int read = 0;
        CKR result = module.Run("C_GetMechanismList", () => Inner.GetMechanismList(slot, list, out read));
        list.CopyTo(mechanisms);
        count = read;
        return result;
    }

    public override CKR GetMechanismInfo(nuint slot, CKM mechanism, out MechanismInfo info)
    {
        MechanismInfo read = default;
        CKR result = module.Run("C_GetMechanismInfo", () => Inner.GetMechanismInfo(slot, mechanism, out read));
        info = read;
        return result;
    }

    public override CKR PollSlotEvent(out nuint slot)
    {
        nuint read = 0;
        CKR result = module.Run("C_WaitForSlotEvent", () => Inner.PollSlotEvent(out read));
        slot = read;
        return result;
    }

    public override CKR OpenSession(nuint slot, SessionFlags flags, out nuint session)
    {
        nuint opened = 0;
        CKR result = module.Run("C_OpenSession", () => Inner.OpenSession(slot, flags, out opened));
        session = opened;
        return result;
    }

    public override CKR CloseSession(nuint session) => module.Run("C_CloseSession", () => Inner.CloseSession(session));

    public override CKR GetSessionInfo(nuint session, out SessionInfo info)
    {
        SessionInfo read = default;
        CKR result = module.Run("C_GetSessionInfo", () => Inner.GetSessionInfo(session, out read));
        info = read;
        return result;
    }

    public override CKR Login(nuint session, CKU user, ReadOnlySpan<byte> pin)
    {
        byte[] copy = pin.ToArray();
        return module.Run("C_Login", () => Inner.Login(session, user, copy));
    }

    public override CKR LoginOnDevice(nuint session, CKU user) => module.Run("C_Login(NULL)", () => Inner.LoginOnDevice(session, user));

    public override CKR Logout(nuint session) => module.Run("C_Logout", () => Inner.Logout(session));

    public override CKR SetPin(nuint session, ReadOnlySpan<byte> oldPin, ReadOnlySpan<byte> newPin)
    {
        (byte[] old, byte[] changed) = (oldPin.ToArray(), newPin.ToArray());
        return module.Run("C_SetPIN", () => Inner.SetPin(session, old, changed));
    }

    public override CKR FindObjectsInit(nuint session, AttributeTemplate template)
        => module.Run("C_FindObjectsInit", () => Inner.FindObjectsInit(session, template));

    public override CKR FindObjects(nuint session, Span<nuint> objects, out int count)
    {
        nuint[] list = new nuint[objects.Length];
        int read = 0;
        CKR result = module.Run("C_FindObjects", () => Inner.FindObjects(session, list, out read));
        list.CopyTo(objects);
        count = read;
        return result;
    }

    public override CKR FindObjectsFinal(nuint session) => module.Run("C_FindObjectsFinal", () => Inner.FindObjectsFinal(session));

    public override CKR GetAttributeValue(nuint session, nuint handle, AttributeQuery query)
        => module.Run("C_GetAttributeValue", () => Inner.GetAttributeValue(session, handle, query));

    public override CKR CreateObject(nuint session, AttributeTemplate template, out nuint handle)
    {
        nuint created = 0;
        CKR result = module.Run("C_CreateObject", () => Inner.CreateObject(session, template, out created));
        handle = created;
        return result;
    }

    public override CKR DestroyObject(nuint session, nuint handle)
        => module.Run("C_DestroyObject", () => Inner.DestroyObject(session, handle));

    public override CKR SignInit(nuint session, Mechanism mechanism, nuint key)
        => module.Run("C_SignInit", () => Inner.SignInit(session, mechanism, key));

    public override CKR SignCancel(nuint session) => module.Run("C_SignInit(NULL)", () => Inner.SignCancel(session));

    public override CKR Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written)
    {
        byte[] input = data.ToArray();
        byte[] output = new byte[signature.Length];
        int count = 0;
        CKR result = module.Run("C_Sign", () => Inner.Sign(session, input, output, out count));
        output.CopyTo(signature);
        written = count;
        return result;
    }
}
