using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Decryption (PKCS#11 v2.40 section 5.9).
public sealed partial class SimulatedCryptoki
{
    private static readonly Func<Session, OperationSlot<CipherOperation>> DecryptSlot = static found => found.Decrypt;

    private static readonly Starter<CipherOperation> StartDecryption
        = static (KeyMechanism mechanism, TokenObject key, in MechanismArgument argument, out CipherOperation? operation)
            => mechanism.StartDecryption(key, argument, out operation);

    internal CKR DecryptInit(nuint session, in MechanismArgument mechanism, nuint key)
        => Begin(session, DecryptSlot, KeyUse.Decrypt, mechanism, key, StartDecryption);

    internal CKR Decrypt(nuint session, ReadOnlySpan<byte> encrypted, OutputBuffer data, out int written)
        => Run(session, DecryptSlot, encrypted, data, out written);

    internal CKR DecryptUpdate(nuint session, ReadOnlySpan<byte> part, OutputBuffer data, out int written)
        => Append(session, DecryptSlot, part, data, out written);

    internal CKR DecryptFinal(nuint session, OutputBuffer data, out int written)
        => Finish(session, DecryptSlot, data, out written);
}
