using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki.Application;
using BioToken.Simulator.Cryptoki.Calls;
using BioToken.Simulator.Faults;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Cryptoki.Operations;

/// <summary>Verifying signatures (PKCS#11 v2.40 section 5.12).</summary>
internal sealed class VerificationFunctions(CallEntry calls, KeyOperations operations)
{
    public CKR VerifyInit(nuint session, in MechanismArgument mechanism, nuint key)
    {
        Call call = calls.Enter(TokenFunction.VerifyInit, session, CallSubject.Object(key));
        return call.EarlyReturn ?? call.End(operations.Start(
            call.Session, call.Session.Verify, KeyUse.Verify, mechanism, key, SigningFunctions.StartSignature));
    }

    public CKR Verify(nuint session, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        Call call = calls.Enter(TokenFunction.Verify, session);
        return call.EarlyReturn ?? call.End(Verify(call.Session, data, signature));
    }

    public CKR VerifyUpdate(nuint session, ReadOnlySpan<byte> part)
    {
        Call call = calls.Enter(TokenFunction.VerifyUpdate, session);
        return call.EarlyReturn ?? call.End(VerifyUpdate(call.Session, part));
    }

    public CKR VerifyFinal(nuint session, ReadOnlySpan<byte> signature)
    {
        Call call = calls.Enter(TokenFunction.VerifyFinal, session);
        return call.EarlyReturn ?? call.End(VerifyFinal(call.Session, signature));
    }

    private static CKR Verify(Session session, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        lock (session.Gate)
        {
            CKR rv = session.Verify.Find(OperationMode.OnePart, out SignatureOperation operation);
            return rv == CKR.OK ? session.Verify.EndAfter(operation.Verify(data, signature)) : rv;
        }
    }

    private static CKR VerifyUpdate(Session session, ReadOnlySpan<byte> part)
    {
        lock (session.Gate)
        {
            CKR rv = session.Verify.Find(OperationMode.Parts, out SignatureOperation operation);
            return rv == CKR.OK ? session.Verify.KeepAfter(operation.Append(part)) : rv;
        }
    }

    private static CKR VerifyFinal(Session session, ReadOnlySpan<byte> signature)
    {
        lock (session.Gate)
        {
            CKR rv = session.Verify.Find(OperationMode.Parts, out SignatureOperation operation);
            return rv == CKR.OK ? session.Verify.EndAfter(operation.Verify(signature)) : rv;
        }
    }
}
