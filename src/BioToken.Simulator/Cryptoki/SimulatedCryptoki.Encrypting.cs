using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Encryption (PKCS#11 v2.40 section 5.8).
public sealed partial class SimulatedCryptoki
{
    private static readonly Starter<CipherOperation> StartEncryption
        = static (KeyMechanism mechanism, TokenObject key, in MechanismArgument argument, out CipherOperation? operation)
            => mechanism.StartEncryption(key, argument, out operation);

    internal CKR EncryptInit(nuint session, in MechanismArgument mechanism, nuint key)
    {
        Call call = Take(TokenFunction.EncryptInit, session, CallSubject.Object(key));
        return call.Answer ?? call.End(Begin(call.Session, call.Session.Encrypt, KeyUse.Encrypt, mechanism, key, StartEncryption));
    }

    internal CKR Encrypt(nuint session, ReadOnlySpan<byte> data, OutputBuffer encrypted, out int written)
    {
        written = 0;
        Call call = Take(TokenFunction.Encrypt, session);
        return call.Answer ?? call.End(Run(call.Session, call.Session.Encrypt, data, encrypted, out written), encrypted, ref written);
    }

    internal CKR EncryptUpdate(nuint session, ReadOnlySpan<byte> part, OutputBuffer encrypted, out int written)
    {
        written = 0;
        Call call = Take(TokenFunction.EncryptUpdate, session);
        return call.Answer ?? call.End(Append(call.Session, call.Session.Encrypt, part, encrypted, out written), encrypted, ref written);
    }

    internal CKR EncryptFinal(nuint session, OutputBuffer encrypted, out int written)
    {
        written = 0;
        Call call = Take(TokenFunction.EncryptFinal, session);
        return call.Answer ?? call.End(Finish(call.Session, call.Session.Encrypt, encrypted, out written), encrypted, ref written);
    }
}
