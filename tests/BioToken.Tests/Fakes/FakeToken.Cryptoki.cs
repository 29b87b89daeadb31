using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;

namespace BioToken.Tests.Fakes;

/// <content>The PKCS#11 calls.</content>
internal sealed partial class FakeToken : ICryptoki
{
    private const nuint TheSession = 77;

    private readonly string _serial = Guid.NewGuid().ToString("N")[..16];

    public CKR Initialize() => Called("C_Initialize");

    public CKR FinalizeCryptoki() => Called("C_Finalize");

    public CKR GetInfo(out CryptokiInfo info)
    {
        info = new CryptokiInfo(new CryptokiVersion(2, 40), "Nobody", "Fake", new CryptokiVersion(1, 0));
        return Called("C_GetInfo");
    }

    public CKR GetSlotList(bool tokenPresent, Span<nuint> slots, out int count)
    {
        Called("C_GetSlotList");
        if (Listing is { } listing && !slots.IsEmpty)
        {
            (CKR result, count) = listing(slots.Length);
            return result;
        }

        count = 1;
        if (!slots.IsEmpty)
            slots[0] = 1;
        return CKR.OK;
    }

    public CKR GetSlotInfo(nuint slot, out SlotInfo info)
    {
        info = new SlotInfo("Fake", "Nobody", SlotFlags.TokenPresent, default, default);
        return Called("C_GetSlotInfo");
    }

    public CKR GetTokenInfo(nuint slot, out TokenInfo info)
    {
        info = new TokenInfo
        {
            Label = System.Text.Encoding.UTF8.GetString(Label),
            Manufacturer = "Nobody",
            Model = "Fake",
            SerialNumber = _serial,
            Flags = TokenFlags.TokenInitialized | TokenFlags.UserPinInitialized | TokenFlags.LoginRequired,
            MinPinLength = MinPin,
            MaxPinLength = MaxPin,
            FreePrivateMemory = 1024 * 1024,
            FreePublicMemory = 1024 * 1024,
        };
        return Called("C_GetTokenInfo");
    }

    public CKR GetMechanismList(nuint slot, Span<CKM> mechanisms, out int count)
    {
        count = MechanismCount;
        return Called("C_GetMechanismList");
    }

    public CKR GetMechanismInfo(nuint slot, CKM mechanism, out MechanismInfo info)
    {
        info = default;
        return CKR.MECHANISM_INVALID;
    }

    public CKR PollSlotEvent(out nuint slot)
    {
        slot = 0;
        return CKR.NO_EVENT;
    }

    public CKR OpenSession(nuint slot, SessionFlags flags, out nuint session)
    {
        session = TheSession;
        return Called("C_OpenSession");
    }

    public CKR CloseSession(nuint session)
    {
        _isLoggedIn = false;
        return Called("C_CloseSession");
    }

    public CKR GetSessionInfo(nuint session, out SessionInfo info)
    {
        info = new SessionInfo(1, CKS.RW_USER_FUNCTIONS, SessionFlags.ReadWrite, 0);
        return Called("C_GetSessionInfo");
    }

    public CKR Login(nuint session, CKU user, ReadOnlySpan<byte> pin)
    {
        _isLoggedIn = true;
        return Called("C_Login");
    }

    public CKR LoginOnDevice(nuint session, CKU user) => CKR.FUNCTION_NOT_SUPPORTED;

    public CKR Logout(nuint session)
    {
        _isLoggedIn = false;
        if (RenumbersAtLogout)
            Renumber();
        return Called("C_Logout");
    }

    public CKR FindObjectsInit(nuint session, AttributeTemplate template)
    {
        _found = [.. _objects.Where(pair => IsVisible(pair.Value) && Matches(pair.Value, template)).Select(pair => pair.Key)];
        _handedOut = 0;
        return Called("C_FindObjectsInit");
    }

    public CKR FindObjects(nuint session, Span<nuint> objects, out int count)
    {
        nuint[] next = Finding is null
            ? [.. _found.Skip(_handedOut).Take(Math.Min(Batch, objects.Length))]
            : [.. Finding(_handedOut).Take(objects.Length)];
        next.CopyTo(objects);
        count = next.Length;
        _handedOut += count;
        return Called("C_FindObjects");
    }

    public CKR FindObjectsFinal(nuint session) => Called("C_FindObjectsFinal");

    public CKR GetAttributeValue(nuint session, nuint handle, AttributeQuery query)
    {
        Called("C_GetAttributeValue");
        query.Clear();
        if (!_objects.TryGetValue(handle, out FakeObject? read) || !IsVisible(read))
            return CKR.OBJECT_HANDLE_INVALID;
        CKR result = CKR.OK;
        for (int i = 0; i < query.Count; i++)
        {
            CKA type = query.TypeAt(i);
            CKR? failing = IsSecret(type) ? CKR.ATTRIBUTE_SENSITIVE : read.Failing(type);
            if (failing is { } other and not (CKR.ATTRIBUTE_SENSITIVE or CKR.ATTRIBUTE_TYPE_INVALID))
            {
                query.Clear();
                return other;
            }

            if (failing is not null || !read.Attributes.TryGetValue(type, out byte[]? value))
                result = failing ?? CKR.ATTRIBUTE_TYPE_INVALID;
            else
                query.Set(i, read.Shown.GetValueOrDefault(type, value));
        }

        return result;
    }

    public CKR CreateObject(nuint session, AttributeTemplate template, out nuint handle)
    {
        if (RenumbersAtCreation)
            Renumber();
        FakeObject made = FakeObject.Of(template);
        handle = Add(made);
        Called("C_CreateObject");
        return Creating(made);
    }

    public CKR DestroyObject(nuint session, nuint handle)
    {
        Called("C_DestroyObject");
        if (!_objects.Remove(handle))
            return CKR.OBJECT_HANDLE_INVALID;
        if (RenumbersAtRemoval)
            Renumber();
        return CKR.OK;
    }

    public void Dispose()
    {
    }

    private static bool IsSecret(CKA type) => type is CKA.PRIVATE_EXPONENT or CKA.PRIME_1 or CKA.PRIME_2;

    private static bool Matches(FakeObject one, AttributeTemplate template)
    {
        for (int i = 0; i < template.Count; i++)
        {
            if (!one.Attributes.TryGetValue(template[i].Type, out byte[]? value) || !template[i].Value.SequenceEqual(value))
                return false;
        }

        return true;
    }

    private bool IsVisible(FakeObject one) => _isLoggedIn || !one.IsPrivate;

    private CKR Called(string function)
    {
        Calls.Add(function);
        return CKR.OK;
    }
}
