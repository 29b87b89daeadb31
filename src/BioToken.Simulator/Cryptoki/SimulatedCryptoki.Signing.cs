using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Signing (PKCS#11 v2.40 section 5.11).
public sealed partial class SimulatedCryptoki
{
    private static readonly Starter<SignatureOperation> StartSignature
        = static (KeyMechanism mechanism, TokenObject key, in MechanismArgument argument, out SignatureOperation? operation)
            => mechanism.StartSignature(key, argument, out operation);

    /// <inheritdoc/>
    public CKR SignInit(nuint session, Mechanism mechanism, nuint key)
        => SignInit(session, new MechanismArgument { Type = mechanism.Type, Pss = mechanism.Pss }, key);

    /// <inheritdoc/>
    public CKR SignCancel(nuint session) => CancelOperation(session, MechanismFlags.Sign);

    /// <inheritdoc/>
    public CKR Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written)
    {
        CKR rv = Sign(session, data, (OutputBuffer)signature, out written);
        if (rv != CKR.OK || written <= signature.Length)
            return rv;
        // A lie about the length, which no caller could use.
        written = 0;
        return CKR.GENERAL_ERROR;
    }

    internal CKR SignInit(nuint session, in MechanismArgument mechanism, nuint key)
    {
        Call call = Take(TokenFunction.SignInit, session, CallSubject.Object(key));
        return call.Answer ?? call.End(Begin(call.Session, call.Session.Sign, KeyUse.Sign, mechanism, key, StartSignature));
    }

    internal CKR Sign(nuint session, ReadOnlySpan<byte> data, OutputBuffer signature, out int written)
    {
        written = 0;
        Call call = Take(TokenFunction.Sign, session);
        return call.Answer ?? call.End(Sign(call.Session, data, signature, out written), signature, ref written);
    }

    internal CKR SignUpdate(nuint session, ReadOnlySpan<byte> part)
    {
        Call call = Take(TokenFunction.SignUpdate, session);
        return call.Answer ?? call.End(SignUpdate(call.Session, part));
    }

    internal CKR SignFinal(nuint session, OutputBuffer signature, out int written)
    {
        written = 0;
        Call call = Take(TokenFunction.SignFinal, session);
        return call.Answer ?? call.End(SignFinal(call.Session, signature, out written), signature, ref written);
    }

    private static CKR Sign(Session session, ReadOnlySpan<byte> data, OutputBuffer signature, out int written)
    {
        written = 0;
        lock (session.Gate)
        {
            CKR rv = session.Sign.FindFor(signature, OperationMode.OnePart, out SignatureOperation operation);
            if (rv != CKR.OK)
                return rv;
            if (!signature.CanTake(operation.Length, out rv))
            {
                written = operation.Length;
                return rv;
            }

            rv = operation.Sign(data, signature.Place[..operation.Length]);
            written = rv == CKR.OK ? operation.Length : 0;
            return session.Sign.EndAfter(rv);
        }
    }

    private static CKR SignUpdate(Session session, ReadOnlySpan<byte> part)
    {
        lock (session.Gate)
        {
            CKR rv = session.Sign.FindReady(OperationMode.Parts, out SignatureOperation operation);
            return rv == CKR.OK ? session.Sign.KeepAfter(operation.Append(part)) : rv;
        }
    }

    private static CKR SignFinal(Session session, OutputBuffer signature, out int written)
    {
        written = 0;
        lock (session.Gate)
        {
            CKR rv = session.Sign.FindFor(signature, OperationMode.Parts, out SignatureOperation operation);
            if (rv != CKR.OK)
                return rv;
            if (!signature.CanTake(operation.Length, out rv))
            {
                written = operation.Length;
                return rv;
            }

            rv = operation.Sign(signature.Place[..operation.Length]);
            written = rv == CKR.OK ? operation.Length : 0;
            return session.Sign.EndAfter(rv);
        }
    }
}
