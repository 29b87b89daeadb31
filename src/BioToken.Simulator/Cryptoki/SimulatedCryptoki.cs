using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Simulator.Cryptoki.Application;
using BioToken.Simulator.Cryptoki.Calls;
using BioToken.Simulator.Cryptoki.Keys;
using BioToken.Simulator.Cryptoki.Objects;
using BioToken.Simulator.Cryptoki.Operations;
using BioToken.Simulator.Cryptoki.Sessions;
using BioToken.Simulator.Cryptoki.Slots;
using BioToken.Simulator.Mechanisms.Ciphers;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Tokens;

namespace BioToken.Simulator.Cryptoki;

/// <summary>
/// A PKCS#11 v2.40 module over the tokens of a <see cref="TokenSimulator"/>: one slot per token, one application per instance. Logins and
/// sessions belong to the instance; tokens are shared. Safe for several threads. No method throws for anything that a caller passes.
/// </summary>
public sealed partial class SimulatedCryptoki : ICryptoki
{
    private readonly Action<SimulatedCryptoki> _disposed;
    private readonly ApplicationState _application;
    private readonly GeneralFunctions _general;
    private readonly SlotFunctions _slots;
    private readonly SlotEventFunctions _slotEvents;
    private readonly TokenInfoFunctions _tokenInfo;
    private readonly AdministrationFunctions _administration;
    private readonly SessionFunctions _sessions;
    private readonly LoginFunctions _login;
    private readonly ObjectFunctions _objects;
    private readonly AttributeFunctions _attributes;
    private readonly SearchFunctions _search;
    private readonly OperationFunctions _operations;
    private readonly SigningFunctions _signing;
    private readonly VerificationFunctions _verification;
    private readonly CipherFunctions _encryption;
    private readonly CipherFunctions _decryption;
    private readonly DigestFunctions _digests;
    private readonly KeyGenerationFunctions _keys;
    private readonly RandomFunctions _random;

    internal SimulatedCryptoki(TokenCollection tokens, Func<TokenDevice, bool> hasSessions, Action<SimulatedCryptoki> disposed)
    {
        _disposed = disposed;
        _application = new(tokens, hasSessions);
        CallEntry calls = new(_application);
        ObjectStorage storage = new(_application);
        KeyOperations keyOperations = new(_application);
        _general = new(_application);
        _slots = new(_application, calls);
        _slotEvents = new(_application);
        _tokenInfo = new(_application, calls);
        _administration = new(_application, calls);
        _sessions = new(_application, calls);
        _login = new(_application, calls);
        _objects = new(_application, calls, storage);
        _attributes = new(_application, calls);
        _search = new(_application, calls);
        _operations = new(_application, calls);
        _signing = new(calls, keyOperations);
        _verification = new(calls, keyOperations);
        _encryption = new(calls, keyOperations, CipherDirection.Encryption);
        _decryption = new(calls, keyOperations, CipherDirection.Decryption);
        _digests = new(calls);
        _keys = new(_application, calls, storage);
        _random = new(calls);
    }

    /// <summary>Stops the module if it runs.</summary>
    public void Dispose()
    {
        _application.Dispose();
        _disposed(this);
    }

    /// <inheritdoc/>
    public CKR Initialize() => _general.Initialize();

    /// <inheritdoc/>
    public CKR FinalizeCryptoki() => _general.FinalizeCryptoki();

    /// <inheritdoc/>
    public CKR GetInfo(out CryptokiInfo info) => _general.GetInfo(out info);

    /// <inheritdoc/>
    public CKR GetSlotList(bool tokenPresent, Span<nuint> slots, out int count) => _slots.GetSlotList(tokenPresent, slots, out count);

    /// <inheritdoc/>
    public CKR GetSlotInfo(nuint slot, out SlotInfo info) => _slots.GetSlotInfo(slot, out info);

    /// <inheritdoc/>
    public CKR GetTokenInfo(nuint slot, out TokenInfo info) => _tokenInfo.GetTokenInfo(slot, out info);

    /// <inheritdoc/>
    public CKR GetMechanismList(nuint slot, Span<CKM> mechanisms, out int count) => _slots.GetMechanismList(slot, mechanisms, out count);

    /// <inheritdoc/>
    public CKR GetMechanismInfo(nuint slot, CKM mechanism, out MechanismInfo info) => _slots.GetMechanismInfo(slot, mechanism, out info);

    /// <inheritdoc/>
    public CKR PollSlotEvent(out nuint slot) => _slotEvents.PollSlotEvent(out slot);

    /// <inheritdoc/>
    public CKR OpenSession(nuint slot, SessionFlags flags, out nuint session) => _sessions.OpenSession(slot, flags, out session);

    /// <inheritdoc/>
    public CKR CloseSession(nuint session) => _sessions.CloseSession(session);

    /// <inheritdoc/>
    public CKR GetSessionInfo(nuint session, out SessionInfo info) => _sessions.GetSessionInfo(session, out info);

    /// <inheritdoc/>
    public CKR Login(nuint session, CKU user, ReadOnlySpan<byte> pin) => _login.Login(session, user, pin, isOnDevice: false);

    /// <inheritdoc/>
    public CKR LoginOnDevice(nuint session, CKU user) => _login.Login(session, user, default, isOnDevice: true);

    /// <inheritdoc/>
    public CKR Logout(nuint session) => _login.Logout(session);

    /// <inheritdoc/>
    public CKR SetPin(nuint session, ReadOnlySpan<byte> oldPin, ReadOnlySpan<byte> newPin)
        => _administration.SetPin(session, oldPin, newPin, isOnDevice: false);

    /// <inheritdoc/>
    public CKR CreateObject(nuint session, AttributeTemplate template, out nuint handle)
        => _objects.CreateObject(session, template, out handle);

    /// <inheritdoc/>
    public CKR DestroyObject(nuint session, nuint handle) => _objects.DestroyObject(session, handle);

    /// <inheritdoc/>
    public CKR GetAttributeValue(nuint session, nuint handle, AttributeQuery query)
        => _attributes.GetAttributeValue(session, handle, query);

    /// <inheritdoc/>
    public CKR FindObjectsInit(nuint session, AttributeTemplate template) => _search.FindObjectsInit(session, template);

    /// <inheritdoc/>
    public CKR FindObjects(nuint session, Span<nuint> objects, out int count) => _search.FindObjects(session, objects, out count);

    /// <inheritdoc/>
    public CKR FindObjectsFinal(nuint session) => _search.FindObjectsFinal(session);

    /// <inheritdoc/>
    public CKR SignInit(nuint session, Mechanism mechanism, nuint key)
        => SignInit(session, new MechanismArgument { Type = mechanism.Type, Pss = mechanism.Pss }, key);

    /// <inheritdoc/>
    public CKR SignCancel(nuint session) => CancelOperation(session, MechanismFlags.Sign);

    /// <inheritdoc/>
    public CKR Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written)
        => Lengths.Check(Sign(session, data, (OutputBuffer)signature, out written), ref written, signature.Length);

    /// <inheritdoc/>
    public CKR DecryptInit(nuint session, Mechanism mechanism, nuint key)
    {
        OaepArgument? oaep = mechanism.Oaep is { } given ? new(given.Hash, given.MaskGeneration, RsaOaep.DataSpecified, Label: []) : null;
        return DecryptInit(session, new MechanismArgument { Type = mechanism.Type, Pss = mechanism.Pss, Oaep = oaep }, key);
    }

    /// <inheritdoc/>
    public CKR Decrypt(nuint session, ReadOnlySpan<byte> encrypted, Span<byte> data, out int written)
        => Lengths.Check(Decrypt(session, encrypted, (OutputBuffer)data, out written), ref written, data.Length);
}
