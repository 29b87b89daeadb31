using BioToken.Pkcs11;

namespace BioToken.Simulator;

// What the chapters of cryptographic operations share, and C_SessionCancel (PKCS#11 v3.0 section 5.6.9).
public sealed partial class SimulatedCryptoki
{
    /// <summary>CKF_FIND_OBJECTS (PKCS#11 v3.0 section 5.6.9).</summary>
    private const ulong FindObjectsFlag = 0x40;

    /// <summary>Starts an operation of one mechanism with a key that fits it.</summary>
    private delegate CKR Starter<T>(KeyMechanism mechanism, TokenObject key, in MechanismArgument argument, out T? operation)
        where T : TokenOperation;

    /// <summary>Ends operations of the kinds that the flags name, be they under way or not.</summary>
    internal CKR SessionCancel(nuint session, ulong operations)
    {
        Call call = Take(TokenFunction.SessionCancel, session);
        if (call.Answer is { } answer)
            return answer;
        EndOperations(call.Session, operations);
        return call.End(CKR.OK);
    }

    /// <summary>Ends the operation of a call that is refused for its arguments; an error of the session goes first.</summary>
    internal CKR RefuseAndEnd(nuint session, MechanismFlags operation, CKR refusal)
    {
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        EndOperations(found, (ulong)operation);
        return refusal;
    }

    /// <summary>
    /// Ends the operation of one kind for a caller that initializes it without a mechanism (PKCS#11 v3.0 section 5.8, C_EncryptInit).
    /// </summary>
    /// <returns><see cref="CKR.ARGUMENTS_BAD"/> where none is under way, as in PKCS#11 v2.40.</returns>
    internal CKR CancelOperation(nuint session, MechanismFlags kind)
    {
        Call call = Take(InitOf(kind), session);
        return call.Answer ?? call.End(CancelOperation(call.Session, kind));
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
                session.Find = null;
        }
    }

    private static CKR Start<T>(KeyMechanism mechanism, TokenObject key, in MechanismArgument argument, Starter<T> start, out T? operation)
        where T : TokenOperation
    {
        try
        {
            key.PrepareKey();
            return start(mechanism, key, argument, out operation);
        }
        catch (SimulatorStoreException)
        {
            operation = null;
            return CKR.DEVICE_ERROR;
        }
    }

    /// <summary>Starts an operation with a key.</summary>
    private CKR Begin<T>(
        Session session, OperationSlot<T> slot, KeyUse use, in MechanismArgument argument, nuint key, Starter<T> start)
        where T : TokenOperation
    {
        lock (session.Gate)
        {
            if (slot.Live is not null)
                return CKR.OPERATION_ACTIVE;
            if (MechanismTable.Find(argument.Type) is not KeyMechanism mechanism || !mechanism.Info.Flags.HasFlag(use.Flag))
                return CKR.MECHANISM_INVALID;
            TokenObject? keyObject;
            long loginVersion;
            lock (_gate)
            {
                keyObject = FindObject(session, key)?.Object;
                loginVersion = session.Connection.LoginVersion;
            }

            CKR rv = keyObject is null ? CKR.KEY_HANDLE_INVALID : mechanism.Check(keyObject, use);
            if (rv != CKR.OK)
                return rv;
            rv = Start(mechanism, keyObject!, argument, start, out T? operation);
            if (rv != CKR.OK)
                return rv;
            operation!.LoginVersion = keyObject!.IsPrivate ? loginVersion : null;
            operation.TakesContextLogin = keyObject.Attributes.GetBoolean(CKA.ALWAYS_AUTHENTICATE);
            operation.NeedsContextLogin = operation.TakesContextLogin;
            slot.Begin(operation);
            return CKR.OK;
        }
    }
}
