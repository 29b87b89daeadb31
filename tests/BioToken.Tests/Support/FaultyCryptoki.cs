using BioToken.Pkcs11;

namespace BioToken.Tests.Support;

/// <summary>A module that fails at one call, counted from when it is armed: before the call has its effect, or after.</summary>
internal sealed class FaultyCryptoki(ICryptoki inner) : ICryptoki
{
    private int _countdown = -1;
    private bool _afterEffect;
    private CKR _answer;

    /// <summary>Calls since the module was made.</summary>
    public int Calls { get; private set; }

    /// <summary>Names of the calls since the last <see cref="Arm"/>.</summary>
    public List<string> Trace { get; } = [];

    /// <summary>Logins with a PIN that reached the module.</summary>
    public int Logins { get; private set; }

    /// <summary>Whether the fault has happened.</summary>
    public bool HasFailed { get; private set; }

    public void Arm(int call, bool afterEffect, CKR answer)
    {
        Trace.Clear();
        (_countdown, _afterEffect, _answer, HasFailed) = (call, afterEffect, answer, false);
    }

    public CKR Initialize() => inner.Initialize();

    public CKR FinalizeCryptoki() => inner.FinalizeCryptoki();

    public CKR GetInfo(out CryptokiInfo info) => inner.GetInfo(out info);

    public CKR GetSlotList(bool tokenPresent, Span<nuint> slots, out int count) => inner.GetSlotList(tokenPresent, slots, out count);

    public CKR GetSlotInfo(nuint slot, out SlotInfo info) => inner.GetSlotInfo(slot, out info);

    public CKR GetTokenInfo(nuint slot, out TokenInfo info) => inner.GetTokenInfo(slot, out info);

    public CKR GetMechanismList(nuint slot, Span<CKM> mechanisms, out int count) => inner.GetMechanismList(slot, mechanisms, out count);

    public CKR GetMechanismInfo(nuint slot, CKM mechanism, out MechanismInfo info) => inner.GetMechanismInfo(slot, mechanism, out info);

    public CKR PollSlotEvent(out nuint slot) => inner.PollSlotEvent(out slot);

    public CKR OpenSession(nuint slot, SessionFlags flags, out nuint session) => inner.OpenSession(slot, flags, out session);

    public CKR CloseSession(nuint session) => inner.CloseSession(session);

    public CKR GetSessionInfo(nuint session, out SessionInfo info) => inner.GetSessionInfo(session, out info);

    public CKR Login(nuint session, CKU user, ReadOnlySpan<byte> pin)
    {
        Logins++;
        return Fails("C_Login") ? _answer : After(inner.Login(session, user, pin));
    }

    public CKR LoginOnDevice(nuint session, CKU user) => Fails("C_Login") ? _answer : After(inner.LoginOnDevice(session, user));

    public CKR Logout(nuint session) => inner.Logout(session);

    public CKR FindObjectsInit(nuint session, AttributeTemplate template)
        => Fails("C_FindObjectsInit") ? _answer : After(inner.FindObjectsInit(session, template));

    public CKR FindObjects(nuint session, Span<nuint> objects, out int count)
    {
        count = 0;
        return Fails("C_FindObjects") ? _answer : After(inner.FindObjects(session, objects, out count));
    }

    public CKR FindObjectsFinal(nuint session) => Fails("C_FindObjectsFinal") ? _answer : After(inner.FindObjectsFinal(session));

    public CKR GetAttributeValue(nuint session, nuint handle, AttributeQuery query)
        => Fails("C_GetAttributeValue") ? _answer : After(inner.GetAttributeValue(session, handle, query));

    public CKR CreateObject(nuint session, AttributeTemplate template, out nuint handle)
    {
        handle = 0;
        return Fails("C_CreateObject") ? _answer : After(inner.CreateObject(session, template, out handle));
    }

    public CKR DestroyObject(nuint session, nuint handle)
        => Fails("C_DestroyObject") ? _answer : After(inner.DestroyObject(session, handle));

    public CKR SignInit(nuint session, Mechanism mechanism, nuint key)
        => Fails("C_SignInit") ? _answer : After(inner.SignInit(session, mechanism, key));

    public CKR Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written)
    {
        written = 0;
        return Fails("C_Sign") ? _answer : After(inner.Sign(session, data, signature, out written));
    }

    public void Dispose() => inner.Dispose();

    private bool Fails(string function)
    {
        Calls++;
        Trace.Add(function);
        if (_countdown > 0 && --_countdown == 0)
        {
            HasFailed = true;
            return !_afterEffect;
        }

        return false;
    }

    /// <summary>The answer after the effect: the fault's, at its call; the module's own, at any other.</summary>
    private CKR After(CKR result)
    {
        bool now = HasFailed && _afterEffect && _countdown == 0;
        if (now)
            _countdown = -1;
        return now ? _answer : result;
    }
}
