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
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        MechanismFlags kinds = (MechanismFlags)operations;
        lock (found.Gate)
        {
            if (kinds.HasFlag(MechanismFlags.Encrypt))
                found.Encrypt.End();
            if (kinds.HasFlag(MechanismFlags.Decrypt))
                found.Decrypt.End();
            if (kinds.HasFlag(MechanismFlags.Digest))
                found.Digest.End();
            if (kinds.HasFlag(MechanismFlags.Sign))
                found.Sign.End();
            if (kinds.HasFlag(MechanismFlags.Verify))
                found.Verify.End();
            if ((operations & FindObjectsFlag) != 0)
                found.Find = null;
        }

        return CKR.OK;
    }

    /// <summary>
    /// Ends the operation of one kind for a caller that initializes it without a mechanism (PKCS#11 v3.0 section 5.8, C_EncryptInit).
    /// </summary>
    /// <returns><see cref="CKR.ARGUMENTS_BAD"/> where none is under way, as in PKCS#11 v2.40.</returns>
    internal CKR CancelOperation(nuint session, MechanismFlags kind)
    {
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        lock (found.Gate)
        {
            bool wasUnderWay = kind switch
            {
                MechanismFlags.Encrypt => found.Encrypt.TryEnd(),
                MechanismFlags.Decrypt => found.Decrypt.TryEnd(),
                MechanismFlags.Digest => found.Digest.TryEnd(),
                MechanismFlags.Sign => found.Sign.TryEnd(),
                MechanismFlags.Verify => found.Verify.TryEnd(),
                _ => false,
            };
            return wasUnderWay ? CKR.OK : CKR.ARGUMENTS_BAD;
        }
    }

    /// <summary>Starts an operation with a key.</summary>
    private CKR Begin<T>(
        nuint handle, Func<Session, OperationSlot<T>> slotOf, KeyUse use, in MechanismArgument argument, nuint key, Starter<T> start)
        where T : TokenOperation
    {
        CKR rv = Enter(handle, out Session session);
        if (rv != CKR.OK)
            return rv;
        lock (session.Gate)
        {
            OperationSlot<T> slot = slotOf(session);
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

            rv = keyObject is null ? CKR.KEY_HANDLE_INVALID : mechanism.Check(keyObject, use);
            if (rv != CKR.OK)
                return rv;
            rv = start(mechanism, keyObject!, argument, out T? operation);
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
