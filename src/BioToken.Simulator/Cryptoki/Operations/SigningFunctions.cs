using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki.Application;
using BioToken.Simulator.Cryptoki.Calls;
using BioToken.Simulator.Faults;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Cryptoki.Operations;

/// <summary>Signing (PKCS#11 v2.40 section 5.11).</summary>
internal sealed class SigningFunctions(CallEntry calls, KeyOperations operations)
{
    /// <summary>Starts a signature, to make or to verify it.</summary>
    public static readonly OperationStarter<SignatureOperation> StartSignature
        = static (mechanism, key, in argument, out operation) => mechanism.StartSignature(key, argument, out operation);

    public CKR SignInit(nuint session, in MechanismArgument mechanism, nuint key)
    {
        Call call = calls.Enter(TokenFunction.SignInit, session, CallSubject.Object(key));
        return call.EarlyReturn ?? call.End(operations.Start(call.Session, call.Session.Sign, KeyUse.Sign, mechanism, key, StartSignature));
    }

    public CKR Sign(nuint session, ReadOnlySpan<byte> data, OutputBuffer signature, out int written)
    {
        written = 0;
        Call call = calls.Enter(TokenFunction.Sign, session);
        return call.EarlyReturn
            ?? call.End(Finish(call.Session, OperationMode.OnePart, data, signature, out written), signature, ref written);
    }

    public CKR SignUpdate(nuint session, ReadOnlySpan<byte> part)
    {
        Call call = calls.Enter(TokenFunction.SignUpdate, session);
        return call.EarlyReturn ?? call.End(SignUpdate(call.Session, part));
    }

    public CKR SignFinal(nuint session, OutputBuffer signature, out int written)
    {
        written = 0;
        Call call = calls.Enter(TokenFunction.SignFinal, session);
        return call.EarlyReturn
            ?? call.End(Finish(call.Session, OperationMode.Parts, data: [], signature, out written), signature, ref written);
    }

    private static CKR SignUpdate(Session session, ReadOnlySpan<byte> part)
    {
        lock (session.Gate)
        {
            CKR rv = session.Sign.FindReady(OperationMode.Parts, out SignatureOperation operation);
            return rv == CKR.OK ? session.Sign.KeepAfter(operation.Append(part)) : rv;
        }
    }

    /// <summary>Signs the data, or what was appended before, and ends the operation.</summary>
    private static CKR Finish(
        Session session, OperationMode mode, ReadOnlySpan<byte> data, OutputBuffer signature, out int written)
    {
        written = 0;
        lock (session.Gate)
        {
            CKR rv = session.Sign.FindFor(signature, mode, out SignatureOperation operation);
            if (rv != CKR.OK)
                return rv;
            if (!signature.CanWrite(operation.Length, out rv))
            {
                written = operation.Length;
                return rv;
            }

            Span<byte> place = signature.Place[..operation.Length];
            rv = mode == OperationMode.OnePart ? operation.Sign(data, place) : operation.Sign(place);
            written = rv == CKR.OK ? operation.Length : 0;
            return session.Sign.EndAfter(rv);
        }
    }
}
