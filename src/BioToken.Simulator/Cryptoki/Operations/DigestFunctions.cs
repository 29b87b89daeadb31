using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki.Application;
using BioToken.Simulator.Cryptoki.Calls;
using BioToken.Simulator.Faults;
using BioToken.Simulator.Mechanisms;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Cryptoki.Operations;

/// <summary>Message digests (PKCS#11 v2.40 section 5.10).</summary>
internal sealed class DigestFunctions(CallEntry calls)
{
    public CKR DigestInit(nuint session, in MechanismArgument mechanism)
    {
        Call call = calls.Enter(TokenFunction.DigestInit, session);
        return call.EarlyReturn ?? call.End(DigestInit(call.Session, mechanism));
    }

    public CKR Digest(nuint session, ReadOnlySpan<byte> data, OutputBuffer digest, out int written)
    {
        written = 0;
        Call call = calls.Enter(TokenFunction.Digest, session);
        return call.EarlyReturn ?? call.End(Digest(call.Session, data, digest, out written), digest, ref written);
    }

    public CKR DigestUpdate(nuint session, ReadOnlySpan<byte> part)
    {
        Call call = calls.Enter(TokenFunction.DigestUpdate, session);
        return call.EarlyReturn ?? call.End(DigestUpdate(call.Session, part));
    }

    public CKR DigestFinal(nuint session, OutputBuffer digest, out int written)
    {
        written = 0;
        Call call = calls.Enter(TokenFunction.DigestFinal, session);
        return call.EarlyReturn ?? call.End(DigestFinal(call.Session, digest, out written), digest, ref written);
    }

    private static CKR DigestInit(Session session, in MechanismArgument mechanism)
    {
        lock (session.Gate)
        {
            if (session.Digest.Live is not null)
                return CKR.OPERATION_ACTIVE;
            if (MechanismTable.Find(mechanism.Type) is not DigestMechanism known)
                return CKR.MECHANISM_INVALID;
            if (mechanism.HasParameter)
                return CKR.MECHANISM_PARAM_INVALID;
            session.Digest.Begin(known.Start());
            return CKR.OK;
        }
    }

    private static CKR Digest(Session session, ReadOnlySpan<byte> data, OutputBuffer digest, out int written)
    {
        written = 0;
        lock (session.Gate)
        {
            CKR rv = session.Digest.Find(OperationMode.OnePart, out DigestOperation operation);
            if (rv != CKR.OK)
                return rv;
            written = operation.Digest.Length;
            if (!digest.CanWrite(written, out rv))
                return rv;
            operation.Digest.Append(data);
            operation.Digest.Finish(digest.Place[..written]);
            return session.Digest.EndAfter(CKR.OK);
        }
    }

    private static CKR DigestUpdate(Session session, ReadOnlySpan<byte> part)
    {
        lock (session.Gate)
        {
            CKR rv = session.Digest.Find(OperationMode.Parts, out DigestOperation operation);
            if (rv == CKR.OK)
                operation.Digest.Append(part);
            return rv;
        }
    }

    private static CKR DigestFinal(Session session, OutputBuffer digest, out int written)
    {
        written = 0;
        lock (session.Gate)
        {
            CKR rv = session.Digest.Find(OperationMode.Parts, out DigestOperation operation);
            if (rv != CKR.OK)
                return rv;
            written = operation.Digest.Length;
            if (!digest.CanWrite(written, out rv))
                return rv;
            operation.Digest.Finish(digest.Place[..written]);
            return session.Digest.EndAfter(CKR.OK);
        }
    }
}
