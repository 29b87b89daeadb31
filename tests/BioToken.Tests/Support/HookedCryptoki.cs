using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;

namespace BioToken.Tests;

/// <summary>The calls of a <see cref="HookedModule"/>.</summary>
internal sealed class HookedCryptoki(ICryptoki inner, HookedModule module) : ICryptoki
{
    public CKR Initialize() => module.Run("C_Initialize", inner.Initialize);

    public CKR FinalizeCryptoki() => module.Run("C_Finalize", inner.FinalizeCryptoki);

    public CKR GetInfo(out CryptokiInfo info)
    {
        CryptokiInfo read = null!;
        CKR result = module.Run("C_GetInfo", () => inner.GetInfo(out read));
        info = read;
        return result;
    }

    public CKR GetSlotList(bool tokenPresent, Span<nuint> slots, out int count)
    {
        nuint[] list = new nuint[slots.Length];
        int read = 0;
        CKR result = module.Run(slots.IsEmpty ? "C_GetSlotList(NULL)" : "C_GetSlotList", () => inner.GetSlotList(tokenPresent, list, out read));
        list.CopyTo(slots);
        count = read;
        return result;
    }

    public CKR GetSlotInfo(nuint slot, out SlotInfo info)
    {
        SlotInfo read = null!;
        CKR result = module.Run("C_GetSlotInfo", () => inner.GetSlotInfo(slot, out read));
        info = read;
        return result;
    }

    public CKR GetTokenInfo(nuint slot, out TokenInfo info)
    {
        TokenInfo read = null!;
        CKR result = module.Run($"C_GetTokenInfo({slot})", () => inner.GetTokenInfo(slot, out read));
        info = read;
        return result;
    }

    public CKR GetMechanismList(nuint slot, Span<CKM> mechanisms, out int count)
    {
        CKM[] list = new CKM[mechanisms.Length];
        int read = 0;
        CKR result = module.Run("C_GetMechanismList", () => inner.GetMechanismList(slot, list, out read));
        list.CopyTo(mechanisms);
        count = read;
        return result;
    }

    public CKR GetMechanismInfo(nuint slot, CKM mechanism, out MechanismInfo info)
    {
        MechanismInfo read = default;
        CKR result = module.Run("C_GetMechanismInfo", () => inner.GetMechanismInfo(slot, mechanism, out read));
        info = read;
        return result;
    }

    public CKR PollSlotEvent(out nuint slot)
    {
        nuint read = 0;
        CKR result = module.Run("C_WaitForSlotEvent", () => inner.PollSlotEvent(out read));
        slot = read;
        return result;
    }

    public CKR OpenSession(nuint slot, SessionFlags flags, out nuint session)
    {
        nuint opened = 0;
        CKR result = module.Run("C_OpenSession", () => inner.OpenSession(slot, flags, out opened));
        session = opened;
        return result;
    }

    public CKR CloseSession(nuint session) => module.Run("C_CloseSession", () => inner.CloseSession(session));

    public CKR GetSessionInfo(nuint session, out SessionInfo info)
    {
        SessionInfo read = default;
        CKR result = module.Run("C_GetSessionInfo", () => inner.GetSessionInfo(session, out read));
        info = read;
        return result;
    }

    public CKR Login(nuint session, CKU user, ReadOnlySpan<byte> pin)
    {
        byte[] copy = pin.ToArray();
        return module.Run("C_Login", () => inner.Login(session, user, copy));
    }

    public CKR LoginOnDevice(nuint session, CKU user) => module.Run("C_Login(NULL)", () => inner.LoginOnDevice(session, user));

    public CKR Logout(nuint session) => module.Run("C_Logout", () => inner.Logout(session));

    public CKR SetPin(nuint session, ReadOnlySpan<byte> oldPin, ReadOnlySpan<byte> newPin)
    {
        (byte[] old, byte[] changed) = (oldPin.ToArray(), newPin.ToArray());
        return module.Run("C_SetPIN", () => inner.SetPin(session, old, changed));
    }

    public CKR FindObjectsInit(nuint session, AttributeTemplate template)
        => module.Run("C_FindObjectsInit", () => inner.FindObjectsInit(session, template));

    public CKR FindObjects(nuint session, Span<nuint> objects, out int count)
    {
        nuint[] list = new nuint[objects.Length];
        int read = 0;
        CKR result = module.Run("C_FindObjects", () => inner.FindObjects(session, list, out read));
        list.CopyTo(objects);
        count = read;
        return result;
    }

    public CKR FindObjectsFinal(nuint session) => module.Run("C_FindObjectsFinal", () => inner.FindObjectsFinal(session));

    public CKR GetAttributeValue(nuint session, nuint handle, AttributeQuery query)
        => module.Run("C_GetAttributeValue", () => inner.GetAttributeValue(session, handle, query));

    public CKR CreateObject(nuint session, AttributeTemplate template, out nuint handle)
    {
        nuint created = 0;
        CKR result = module.Run("C_CreateObject", () => inner.CreateObject(session, template, out created));
        handle = created;
        return result;
    }

    public CKR DestroyObject(nuint session, nuint handle) => module.Run("C_DestroyObject", () => inner.DestroyObject(session, handle));

    public CKR SignInit(nuint session, Mechanism mechanism, nuint key)
        => module.Run("C_SignInit", () => inner.SignInit(session, mechanism, key));

    public CKR SignCancel(nuint session) => module.Run("C_SignInit(NULL)", () => inner.SignCancel(session));

    public CKR Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written)
    {
        byte[] input = data.ToArray();
        byte[] output = new byte[signature.Length];
        int count = 0;
        CKR result = module.Run("C_Sign", () => inner.Sign(session, input, output, out count));
        output.CopyTo(signature);
        written = count;
        return result;
    }

    public void Dispose() => inner.Dispose();
}
