using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;

namespace BioToken.Pkcs11;

/// <summary>Passes every call on to another module. Derive from it to change, record or count some of them.</summary>
/// <remarks>
/// A function that <see cref="ICryptoki"/> gains later is passed on by a later version of this class, so that a derived one keeps working.
/// </remarks>
public abstract class DelegatingCryptoki : ICryptoki
{
    /// <summary>Makes one.</summary>
    /// <param name="inner">The module to call; disposed with this object.</param>
    protected DelegatingCryptoki(ICryptoki inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Inner = inner;
    }

    /// <summary>The module that is called.</summary>
    protected ICryptoki Inner { get; }

    /// <inheritdoc/>
    public virtual CKR Initialize() => Inner.Initialize();

    /// <inheritdoc/>
    public virtual CKR FinalizeCryptoki() => Inner.FinalizeCryptoki();

    /// <inheritdoc/>
    public virtual CKR GetInfo(out CryptokiInfo info) => Inner.GetInfo(out info);

    /// <inheritdoc/>
    public virtual CKR GetSlotList(bool tokenPresent, Span<nuint> slots, out int count)
        => Inner.GetSlotList(tokenPresent, slots, out count);

    /// <inheritdoc/>
    public virtual CKR GetSlotInfo(nuint slot, out SlotInfo info) => Inner.GetSlotInfo(slot, out info);

    /// <inheritdoc/>
    public virtual CKR GetTokenInfo(nuint slot, out TokenInfo info) => Inner.GetTokenInfo(slot, out info);

    /// <inheritdoc/>
    public virtual CKR GetMechanismList(nuint slot, Span<CKM> mechanisms, out int count)
        => Inner.GetMechanismList(slot, mechanisms, out count);

    /// <inheritdoc/>
    public virtual CKR GetMechanismInfo(nuint slot, CKM mechanism, out MechanismInfo info)
        => Inner.GetMechanismInfo(slot, mechanism, out info);

    /// <inheritdoc/>
    public virtual CKR PollSlotEvent(out nuint slot) => Inner.PollSlotEvent(out slot);

    /// <inheritdoc/>
    public virtual CKR OpenSession(nuint slot, SessionFlags flags, out nuint session) => Inner.OpenSession(slot, flags, out session);

    /// <inheritdoc/>
    public virtual CKR CloseSession(nuint session) => Inner.CloseSession(session);

    /// <inheritdoc/>
    public virtual CKR GetSessionInfo(nuint session, out SessionInfo info) => Inner.GetSessionInfo(session, out info);

    /// <inheritdoc/>
    public virtual CKR Login(nuint session, CKU user, ReadOnlySpan<byte> pin) => Inner.Login(session, user, pin);

    /// <inheritdoc/>
    public virtual CKR LoginOnDevice(nuint session, CKU user) => Inner.LoginOnDevice(session, user);

    /// <inheritdoc/>
    public virtual CKR Logout(nuint session) => Inner.Logout(session);

    /// <inheritdoc/>
    public virtual CKR SetPin(nuint session, ReadOnlySpan<byte> oldPin, ReadOnlySpan<byte> newPin) => Inner.SetPin(session, oldPin, newPin);

    /// <inheritdoc/>
    public virtual CKR FindObjectsInit(nuint session, AttributeTemplate template) => Inner.FindObjectsInit(session, template);

    /// <inheritdoc/>
    public virtual CKR FindObjects(nuint session, Span<nuint> objects, out int count) => Inner.FindObjects(session, objects, out count);

    /// <inheritdoc/>
    public virtual CKR FindObjectsFinal(nuint session) => Inner.FindObjectsFinal(session);

    /// <inheritdoc/>
    public virtual CKR GetAttributeValue(nuint session, nuint handle, AttributeQuery query)
        => Inner.GetAttributeValue(session, handle, query);

    /// <inheritdoc/>
    public virtual CKR CreateObject(nuint session, AttributeTemplate template, out nuint handle)
        => Inner.CreateObject(session, template, out handle);

    /// <inheritdoc/>
    public virtual CKR DestroyObject(nuint session, nuint handle) => Inner.DestroyObject(session, handle);

    /// <inheritdoc/>
    public virtual CKR SignInit(nuint session, Mechanism mechanism, nuint key) => Inner.SignInit(session, mechanism, key);

    /// <inheritdoc/>
    public virtual CKR SignCancel(nuint session) => Inner.SignCancel(session);

    /// <inheritdoc/>
    public virtual CKR Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written)
        => Inner.Sign(session, data, signature, out written);

    /// <inheritdoc/>
    public virtual CKR DecryptInit(nuint session, Mechanism mechanism, nuint key) => Inner.DecryptInit(session, mechanism, key);

    /// <inheritdoc/>
    public virtual CKR Decrypt(nuint session, ReadOnlySpan<byte> encrypted, Span<byte> data, out int written)
        => Inner.Decrypt(session, encrypted, data, out written);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes the inner module.</summary>
    /// <param name="disposing">True if <see cref="Dispose()"/> was called.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            Inner.Dispose();
    }
}
