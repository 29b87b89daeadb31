using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki.Application;
using BioToken.Simulator.Cryptoki.Calls;
using BioToken.Simulator.Faults;

namespace BioToken.Simulator.Cryptoki.Operations;

/// <summary>Functions that end operations of any kind, including C_SessionCancel (PKCS#11 v3.0 section 5.6.9).</summary>
internal sealed class OperationFunctions(ApplicationState application, CallEntry calls)
{
    /// <summary>CKF_FIND_OBJECTS (PKCS#11 v3.0 section 5.6.9).</summary>
    private const ulong FindObjectsFlag = 0x40;

    /// <summary>Ends operations of the kinds in the flags, active or not.</summary>
    public CKR SessionCancel(nuint session, ulong operations)
    {
        Call call = calls.Enter(TokenFunction.SessionCancel, session);
        if (call.EarlyReturn is { } early)
            return early;
        EndOperations(call.Session, operations);
        return call.End(CKR.OK);
    }

    /// <summary>Ends the operation of a call with bad arguments; an error of the session precedes.</summary>
    public CKR RefuseAndEnd(nuint session, MechanismFlags operation, CKR refusal)
    {
        CKR rv = application.FindSession(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        EndOperations(found, (ulong)operation);
        return refusal;
    }

    /// <summary>
    /// Ends the operation of one kind for a caller that initializes it without a mechanism (PKCS#11 v3.0 section 5.8, C_EncryptInit).
    /// </summary>
    /// <returns><see cref="CKR.ARGUMENTS_BAD"/> if none is under way, as in PKCS#11 v2.40.</returns>
    public CKR CancelOperation(nuint session, MechanismFlags kind)
    {
        Call call = calls.Enter(InitOf(kind), session);
        return call.EarlyReturn ?? call.End(CancelOperation(call.Session, kind));
    }

    private static CKR CancelOperation(Session session, MechanismFlags kind)
    {
        lock (session.Gate)
        {
            bool wasUnderWay = kind switch
            {
                MechanismFlags.Encrypt => session.Encrypt.TryEnd(),
                MechanismFlags.Decrypt => session.Decrypt.TryEnd(),
                MechanismFlags.Digest => session.Digest.TryEnd(),
                MechanismFlags.Sign => session.Sign.TryEnd(),
                _ => session.Verify.TryEnd(),
            };
            return wasUnderWay ? CKR.OK : CKR.ARGUMENTS_BAD;
        }
    }

    private static TokenFunction InitOf(MechanismFlags kind) => kind switch
    {
        MechanismFlags.Encrypt => TokenFunction.EncryptInit,
        MechanismFlags.Decrypt => TokenFunction.DecryptInit,
        MechanismFlags.Digest => TokenFunction.DigestInit,
        MechanismFlags.Sign => TokenFunction.SignInit,
        _ => TokenFunction.VerifyInit,
    };

    private static void EndOperations(Session session, ulong operations)
    {
        MechanismFlags kinds = (MechanismFlags)operations;
        lock (session.Gate)
        {
            if (kinds.HasFlag(MechanismFlags.Encrypt))
                session.Encrypt.End();
            if (kinds.HasFlag(MechanismFlags.Decrypt))
                session.Decrypt.End();
            if (kinds.HasFlag(MechanismFlags.Digest))
                session.Digest.End();
            if (kinds.HasFlag(MechanismFlags.Sign))
                session.Sign.End();
            if (kinds.HasFlag(MechanismFlags.Verify))
                session.Verify.End();
            if ((operations & FindObjectsFlag) != 0)
                session.Search = null;
        }
    }
}
