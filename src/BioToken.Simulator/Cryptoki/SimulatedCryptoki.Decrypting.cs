using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Decryption (PKCS#11 v2.40 section 5.9).
public sealed partial class SimulatedCryptoki
{
    private static readonly Starter<CipherOperation> StartDecryption
        = static (KeyMechanism mechanism, TokenObject key, in MechanismArgument argument, out CipherOperation? operation)
            => mechanism.StartDecryption(key, argument, out operation);

    /// <inheritdoc/>
    public CKR DecryptInit(nuint session, Mechanism mechanism, nuint key)
    {
        OaepArgument? oaep = mechanism.Oaep is { } given ? new(given.Hash, given.MaskGeneration, RsaOaep.DataSpecified, Label: []) : null;
        return DecryptInit(session, new MechanismArgument { Type = mechanism.Type, Pss = mechanism.Pss, Oaep = oaep }, key);
    }

    /// <inheritdoc/>
    public CKR Decrypt(nuint session, ReadOnlySpan<byte> encrypted, Span<byte> data, out int written)
    {
        CKR rv = Decrypt(session, encrypted, (OutputBuffer)data, out written);
        if (rv != CKR.OK || written <= data.Length)
            return rv;
        // A lie about the length, which no caller could use.
        written = 0;
        return CKR.GENERAL_ERROR;
    }

    internal CKR DecryptInit(nuint session, in MechanismArgument mechanism, nuint key)
    {
        Call call = Take(TokenFunction.DecryptInit, session, CallSubject.Object(key));
        return call.Answer ?? call.End(Begin(call.Session, call.Session.Decrypt, KeyUse.Decrypt, mechanism, key, StartDecryption));
    }

    internal CKR Decrypt(nuint session, ReadOnlySpan<byte> encrypted, OutputBuffer data, out int written)
    {
        written = 0;
        Call call = Take(TokenFunction.Decrypt, session);
        return call.Answer ?? call.End(Run(call.Session, call.Session.Decrypt, encrypted, data, out written), data, ref written);
    }

    internal CKR DecryptUpdate(nuint session, ReadOnlySpan<byte> part, OutputBuffer data, out int written)
    {
        written = 0;
        Call call = Take(TokenFunction.DecryptUpdate, session);
        return call.Answer ?? call.End(Append(call.Session, call.Session.Decrypt, part, data, out written), data, ref written);
    }

    internal CKR DecryptFinal(nuint session, OutputBuffer data, out int written)
    {
        written = 0;
        Call call = Take(TokenFunction.DecryptFinal, session);
        return call.Answer ?? call.End(Finish(call.Session, call.Session.Decrypt, data, out written), data, ref written);
    }
}
