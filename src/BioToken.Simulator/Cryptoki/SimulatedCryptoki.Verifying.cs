using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Verifying signatures (PKCS#11 v2.40 section 5.12).
public sealed partial class SimulatedCryptoki
{
    internal CKR VerifyInit(nuint session, in MechanismArgument mechanism, nuint key)
    {
        Call call = Take(TokenFunction.VerifyInit, session, CallSubject.Object(key));
        return call.Answer ?? call.End(Begin(call.Session, call.Session.Verify, KeyUse.Verify, mechanism, key, StartSignature));
    }

    internal CKR Verify(nuint session, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        Call call = Take(TokenFunction.Verify, session);
        return call.Answer ?? call.End(Verify(call.Session, data, signature));
    }

    internal CKR VerifyUpdate(nuint session, ReadOnlySpan<byte> part)
    {
        Call call = Take(TokenFunction.VerifyUpdate, session);
        return call.Answer ?? call.End(VerifyUpdate(call.Session, part));
    }

    internal CKR VerifyFinal(nuint session, ReadOnlySpan<byte> signature)
    {
        Call call = Take(TokenFunction.VerifyFinal, session);
        return call.Answer ?? call.End(VerifyFinal(call.Session, signature));
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
