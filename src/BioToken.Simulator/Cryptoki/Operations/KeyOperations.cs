using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki.Application;
using BioToken.Simulator.Mechanisms;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.Objects;
using BioToken.Simulator.Store;

namespace BioToken.Simulator.Cryptoki.Operations;

/// <summary>How operations with a key start, for all functions that start one.</summary>
internal sealed class KeyOperations(ApplicationState application)
{
    public CKR Start<T>(
        Session session, OperationSlot<T> slot, KeyUse use, in MechanismArgument argument, nuint key, OperationStarter<T> start)
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
            lock (application.Gate)
            {
                keyObject = session.FindObject(key)?.Object;
                loginVersion = session.Connection.LoginVersion;
            }

            CKR rv = keyObject is null ? CKR.KEY_HANDLE_INVALID : mechanism.Check(keyObject, use);
            T? operation = null;
            if (rv == CKR.OK)
                rv = PrepareKey(keyObject!);
            if (rv == CKR.OK)
                rv = start(mechanism, keyObject!, argument, out operation);
            if (rv != CKR.OK)
                return rv;
            operation!.LoginVersion = keyObject!.IsPrivate ? loginVersion : null;
            operation.IsAlwaysAuthenticate = keyObject.Attributes.GetBoolean(CKA.ALWAYS_AUTHENTICATE);
            operation.NeedsContextLogin = operation.IsAlwaysAuthenticate;
            slot.Begin(operation);
            return CKR.OK;
        }
    }

    private static CKR PrepareKey(TokenObject key) => StoreGuard.Run(key, static key =>
    {
        key.PrepareKey();
        return CKR.OK;
    });
}
