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
public sealed class SimulatedCryptoki : ICryptoki
{
    private readonly Action<SimulatedCryptoki> _disposed;
    private readonly ApplicationState _application;
    private readonly GeneralFunctions _general;
    private readonly TokenInfoFunctions _tokenInfo;
    private readonly LoginFunctions _login;

    internal SimulatedCryptoki(TokenCollection tokens, Func<TokenDevice, bool> hasSessions, Action<SimulatedCryptoki> disposed)
    {
        _disposed = disposed;
        _application = new(tokens, hasSessions);
        CallEntry calls = new(_application);
        ObjectStorage storage = new(_application);
        KeyOperations keyOperations = new(_application);
        _general = new(_application);
        Slots = new(_application, calls);
        SlotEvents = new(_application);
        _tokenInfo = new(_application, calls);
        Administration = new(_application, calls);
        Sessions = new(_application, calls);
        _login = new(_application, calls);
        Objects = new(_application, calls, storage);
        Attributes = new(_application, calls);
        Search = new(_application, calls);
        Operations = new(_application, calls);
        Signing = new(calls, keyOperations);
        Verification = new(calls, keyOperations);
        Encryption = new(calls, keyOperations, CipherDirection.Encryption);
        Decryption = new(calls, keyOperations, CipherDirection.Decryption);
        Digests = new(calls);
        Keys = new(_application, calls, storage);
        Random = new(calls);
    }

    internal SlotEventFunctions SlotEvents { get; }

    internal SlotFunctions Slots { get; }

    internal AdministrationFunctions Administration { get; }

    internal SessionFunctions Sessions { get; }

    internal ObjectFunctions Objects { get; }

    internal AttributeFunctions Attributes { get; }

    internal SearchFunctions Search { get; }

    internal OperationFunctions Operations { get; }

    internal SigningFunctions Signing { get; }

    internal VerificationFunctions Verification { get; }

    internal CipherFunctions Encryption { get; }

    internal CipherFunctions Decryption { get; }

    internal DigestFunctions Digests { get; }

    internal KeyGenerationFunctions Keys { get; }

    internal RandomFunctions Random { get; }

    /// <summary>Returns an error of the session, which precedes one of the arguments.</summary>
    internal CKR CheckSession(nuint session) => _application.FindSession(session, out _);

    internal bool HasSessions(TokenDevice device) => _application.CountSessions(device).All > 0;

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
    public CKR GetSlotList(bool tokenPresent, Span<nuint> slots, out int count) => Slots.GetSlotList(tokenPresent, slots, out count);

    /// <inheritdoc/>
    public CKR GetSlotInfo(nuint slot, out SlotInfo info) => Slots.GetSlotInfo(slot, out info);

    /// <inheritdoc/>
    public CKR GetTokenInfo(nuint slot, out TokenInfo info) => _tokenInfo.GetTokenInfo(slot, out info);

    /// <inheritdoc/>
    public CKR GetMechanismList(nuint slot, Span<CKM> mechanisms, out int count) => Slots.GetMechanismList(slot, mechanisms, out count);

    /// <inheritdoc/>
    public CKR GetMechanismInfo(nuint slot, CKM mechanism, out MechanismInfo info) => Slots.GetMechanismInfo(slot, mechanism, out info);

    /// <inheritdoc/>
    public CKR PollSlotEvent(out nuint slot) => SlotEvents.PollSlotEvent(out slot);

    /// <inheritdoc/>
    public CKR OpenSession(nuint slot, SessionFlags flags, out nuint session) => Sessions.OpenSession(slot, flags, out session);

    /// <inheritdoc/>
    public CKR CloseSession(nuint session) => Sessions.CloseSession(session);

    /// <inheritdoc/>
    public CKR GetSessionInfo(nuint session, out SessionInfo info) => Sessions.GetSessionInfo(session, out info);

    /// <inheritdoc/>
    public CKR Login(nuint session, CKU user, ReadOnlySpan<byte> pin) => _login.Login(session, user, pin, isOnDevice: false);

    /// <inheritdoc/>
    public CKR LoginOnDevice(nuint session, CKU user) => _login.Login(session, user, default, isOnDevice: true);

    /// <inheritdoc/>
    public CKR Logout(nuint session) => _login.Logout(session);

    /// <inheritdoc/>
    public CKR SetPin(nuint session, ReadOnlySpan<byte> oldPin, ReadOnlySpan<byte> newPin)
        => Administration.SetPin(session, oldPin, newPin, isOnDevice: false);

    /// <inheritdoc/>
    public CKR CreateObject(nuint session, AttributeTemplate template, out nuint handle)
        => Objects.CreateObject(session, template, out handle);

    /// <inheritdoc/>
    public CKR DestroyObject(nuint session, nuint handle) => Objects.DestroyObject(session, handle);

    /// <inheritdoc/>
    public CKR GetAttributeValue(nuint session, nuint handle, AttributeQuery query)
        => Attributes.GetAttributeValue(session, handle, query);

    /// <inheritdoc/>
    public CKR FindObjectsInit(nuint session, AttributeTemplate template) => Search.FindObjectsInit(session, template);

    /// <inheritdoc/>
    public CKR FindObjects(nuint session, Span<nuint> objects, out int count) => Search.FindObjects(session, objects, out count);

    /// <inheritdoc/>
    public CKR FindObjectsFinal(nuint session) => Search.FindObjectsFinal(session);

    /// <inheritdoc/>
    public CKR SignInit(nuint session, Mechanism mechanism, nuint key)
        => Signing.SignInit(session, new MechanismArgument { Type = mechanism.Type, Pss = mechanism.Pss }, key);

    /// <inheritdoc/>
    public CKR SignCancel(nuint session) => Operations.CancelOperation(session, MechanismFlags.Sign);

    /// <inheritdoc/>
    public CKR Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written)
        => Lengths.Check(Signing.Sign(session, data, signature, out written), ref written, signature.Length);

    /// <inheritdoc/>
    public CKR DecryptInit(nuint session, Mechanism mechanism, nuint key)
    {
        OaepArgument? oaep = mechanism.Oaep is { } given ? new(given.Hash, given.MaskGeneration, RsaOaep.DataSpecified, Label: []) : null;
        return Decryption.Init(session, new MechanismArgument { Type = mechanism.Type, Pss = mechanism.Pss, Oaep = oaep }, key);
    }

    /// <inheritdoc/>
    public CKR Decrypt(nuint session, ReadOnlySpan<byte> encrypted, Span<byte> data, out int written)
        => Lengths.Check(Decryption.Run(session, encrypted, data, out written), ref written, data.Length);
}
