using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Tokens;

namespace BioToken.Simulator.Cryptoki;

// What only the shared library calls: the functions beyond ICryptoki, and those whose answers C code takes in another form.
public sealed partial class SimulatedCryptoki
{
    internal bool HasSessions(TokenDevice device) => _application.CountSessions(device).All > 0;

    /// <summary>Whether a session can be used: an error of the session goes before those of arguments.</summary>
    internal CKR CheckSession(nuint session) => _application.FindSession(session, out _);

    internal CKR WaitForSlotEvent(out nuint slot) => _slotEvents.WaitForSlotEvent(out slot);

    internal CKR GetMechanismList(nuint slot, Span<CKM> mechanisms, out int count, out int lengthError)
        => _slots.GetMechanismList(slot, mechanisms, out count, out lengthError);

    internal CKR InitToken(nuint slot, ReadOnlySpan<byte> officerPin, bool isOnDevice, ReadOnlySpan<byte> label)
        => _administration.InitToken(slot, officerPin, isOnDevice, label);

    internal CKR InitPin(nuint session, ReadOnlySpan<byte> pin, bool isOnDevice) => _administration.InitPin(session, pin, isOnDevice);

    internal CKR SetPin(nuint session, ReadOnlySpan<byte> oldPin, ReadOnlySpan<byte> newPin, bool isOnDevice)
        => _administration.SetPin(session, oldPin, newPin, isOnDevice);

    internal CKR CloseAllSessions(nuint slot) => _sessions.CloseAllSessions(slot);

    internal CKR SessionCancel(nuint session, ulong operations) => _operations.SessionCancel(session, operations);

    internal CKR CancelOperation(nuint session, MechanismFlags kind) => _operations.CancelOperation(session, kind);

    internal CKR RefuseAndEnd(nuint session, MechanismFlags operation, CKR refusal)
        => _operations.RefuseAndEnd(session, operation, refusal);

    internal CKR CopyObject(nuint session, nuint source, AttributeTemplate template, out nuint handle)
        => _objects.CopyObject(session, source, template, out handle);

    internal CKR GetObjectSize(nuint session, nuint handle, out ulong size) => _objects.GetObjectSize(session, handle, out size);

    internal CKR GetAttributeValue(nuint session, nuint handle, AttributeQuery query, out int lengthError)
        => _attributes.GetAttributeValue(session, handle, query, out lengthError);

    internal CKR SetAttributeValue(nuint session, nuint handle, AttributeTemplate template)
        => _attributes.SetAttributeValue(session, handle, template);

    internal CKR FindObjects(nuint session, Span<nuint> objects, out int count, out int lengthError)
        => _search.FindObjects(session, objects, out count, out lengthError);

    internal CKR EncryptInit(nuint session, in MechanismArgument mechanism, nuint key) => _encryption.Init(session, mechanism, key);

    internal CKR Encrypt(nuint session, ReadOnlySpan<byte> data, OutputBuffer encrypted, out int written)
        => _encryption.Run(session, data, encrypted, out written);

    internal CKR EncryptUpdate(nuint session, ReadOnlySpan<byte> part, OutputBuffer encrypted, out int written)
        => _encryption.Update(session, part, encrypted, out written);

    internal CKR EncryptFinal(nuint session, OutputBuffer encrypted, out int written)
        => _encryption.Final(session, encrypted, out written);

    internal CKR DecryptInit(nuint session, in MechanismArgument mechanism, nuint key) => _decryption.Init(session, mechanism, key);

    internal CKR Decrypt(nuint session, ReadOnlySpan<byte> encrypted, OutputBuffer data, out int written)
        => _decryption.Run(session, encrypted, data, out written);

    internal CKR DecryptUpdate(nuint session, ReadOnlySpan<byte> part, OutputBuffer data, out int written)
        => _decryption.Update(session, part, data, out written);

    internal CKR DecryptFinal(nuint session, OutputBuffer data, out int written) => _decryption.Final(session, data, out written);

    internal CKR DigestInit(nuint session, in MechanismArgument mechanism) => _digests.DigestInit(session, mechanism);

    internal CKR Digest(nuint session, ReadOnlySpan<byte> data, OutputBuffer digest, out int written)
        => _digests.Digest(session, data, digest, out written);

    internal CKR DigestUpdate(nuint session, ReadOnlySpan<byte> part) => _digests.DigestUpdate(session, part);

    internal CKR DigestFinal(nuint session, OutputBuffer digest, out int written) => _digests.DigestFinal(session, digest, out written);

    internal CKR SignInit(nuint session, in MechanismArgument mechanism, nuint key) => _signing.SignInit(session, mechanism, key);

    internal CKR Sign(nuint session, ReadOnlySpan<byte> data, OutputBuffer signature, out int written)
        => _signing.Sign(session, data, signature, out written);

    internal CKR SignUpdate(nuint session, ReadOnlySpan<byte> part) => _signing.SignUpdate(session, part);

    internal CKR SignFinal(nuint session, OutputBuffer signature, out int written) => _signing.SignFinal(session, signature, out written);

    internal CKR VerifyInit(nuint session, in MechanismArgument mechanism, nuint key)
        => _verification.VerifyInit(session, mechanism, key);

    internal CKR Verify(nuint session, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
        => _verification.Verify(session, data, signature);

    internal CKR VerifyUpdate(nuint session, ReadOnlySpan<byte> part) => _verification.VerifyUpdate(session, part);

    internal CKR VerifyFinal(nuint session, ReadOnlySpan<byte> signature) => _verification.VerifyFinal(session, signature);

    internal CKR GenerateKey(nuint session, in MechanismArgument mechanism, AttributeTemplate template, out nuint key)
        => _keys.GenerateKey(session, mechanism, template, out key);

    internal CKR GenerateKeyPair(
        nuint session,
        in MechanismArgument mechanism,
        AttributeTemplate publicTemplate,
        AttributeTemplate privateTemplate,
        out nuint publicKey,
        out nuint privateKey)
        => _keys.GenerateKeyPair(session, mechanism, publicTemplate, privateTemplate, out publicKey, out privateKey);

    /// <summary>Accepts a seed. The operating system's generator needs none, and nothing that a caller chooses may weaken it.</summary>
    internal CKR SeedRandom(nuint session, ReadOnlySpan<byte> seed) => _random.SeedRandom(session);

    internal CKR GenerateRandom(nuint session, Span<byte> random) => _random.GenerateRandom(session, random);
}
