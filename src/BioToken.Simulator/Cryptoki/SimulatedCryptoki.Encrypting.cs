using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Encryption (PKCS#11 v2.40 section 5.8).
public sealed partial class SimulatedCryptoki
{
    private static readonly Func<Session, OperationSlot<CipherOperation>> EncryptSlot = static found => found.Encrypt;

    private static readonly Starter<CipherOperation> StartEncryption
        = static (KeyMechanism mechanism, TokenObject key, in MechanismArgument argument, out CipherOperation? operation)
            => mechanism.StartEncryption(key, argument, out operation);

    internal CKR EncryptInit(nuint session, in MechanismArgument mechanism, nuint key)
        => Begin(session, EncryptSlot, KeyUse.Encrypt, mechanism, key, StartEncryption);

    internal CKR Encrypt(nuint session, ReadOnlySpan<byte> data, OutputBuffer encrypted, out int written)
        => Run(session, EncryptSlot, data, encrypted, out written);

    internal CKR EncryptUpdate(nuint session, ReadOnlySpan<byte> part, OutputBuffer encrypted, out int written)
        => Append(session, EncryptSlot, part, encrypted, out written);

    internal CKR EncryptFinal(nuint session, OutputBuffer encrypted, out int written)
        => Finish(session, EncryptSlot, encrypted, out written);
}
