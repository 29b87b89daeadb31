using System.Security.Cryptography;
using BioToken.Pkcs11;

namespace BioToken.Simulator;

// Signing (PKCS#11 v2.40 section 5.11).
public sealed partial class SimulatedCryptoki
{
    /// <inheritdoc/>
    public CKR SignInit(nuint session, Mechanism mechanism, nuint key)
    {
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        lock (found.Gate)
        {
            if (found.LiveSign() is not null)
                return CKR.OPERATION_ACTIVE;
            if (MechanismTable.Find(mechanism.Type) is not SignMechanism known)
                return CKR.MECHANISM_INVALID;
            TokenObject? keyObject;
            long loginVersion;
            lock (_gate)
            {
                keyObject = FindObject(found, key)?.Object;
                loginVersion = found.Connection.LoginVersion;
            }

            rv = CheckKey(keyObject, known);
            if (rv != CKR.OK)
                return rv;
            rv = known.Start(mechanism.Pss, keyObject!.Key!, out SignOperation? operation);
            if (rv != CKR.OK)
                return rv;
            operation!.LoginVersion = loginVersion;
            operation.TakesContextLogin = keyObject.Attributes.GetBoolean(CKA.ALWAYS_AUTHENTICATE);
            operation.NeedsContextLogin = operation.TakesContextLogin;
            found.Sign = operation;
        }

        return CKR.OK;
    }

    /// <inheritdoc/>
    public CKR Sign(nuint session, ReadOnlySpan<byte> data, Span<byte> signature, out int written)
    {
        written = 0;
        CKR rv = Enter(session, out Session found);
        if (rv != CKR.OK)
            return rv;
        lock (found.Gate)
        {
            if (found.LiveSign() is not { } operation)
                return CKR.OPERATION_NOT_INITIALIZED;
            int length = operation.Key.SignatureLength;
            if (signature.Length < length)
            {
                written = length;
                return CKR.BUFFER_TOO_SMALL;
            }

            found.Sign = null;
            if (operation.NeedsContextLogin)
                return CKR.USER_NOT_LOGGED_IN;
            try
            {
                rv = operation.Mechanism.Sign(operation, data, signature[..length]);
            }
            catch (CryptographicException)
            {
                return CKR.FUNCTION_FAILED;
            }

            written = rv == CKR.OK ? length : 0;
            return rv;
        }
    }

    private static CKR CheckKey(TokenObject? key, SignMechanism mechanism)
    {
        if (key is null)
            return CKR.KEY_HANDLE_INVALID;
        if (key.Class != CKO.PRIVATE_KEY || (CKK?)key.Attributes.GetULong(CKA.KEY_TYPE) != mechanism.KeyType)
            return CKR.KEY_TYPE_INCONSISTENT;
        if (!key.Attributes.GetBoolean(CKA.SIGN))
            return CKR.KEY_FUNCTION_NOT_PERMITTED;
        ReadOnlySpan<byte> allowed = key.Attributes.GetBytes(CKA.ALLOWED_MECHANISMS);
        for (int i = 0; i < allowed.Length; i += sizeof(ulong))
        {
            if (BitConverter.ToUInt64(allowed[i..]) == (ulong)mechanism.Type)
                return CKR.OK;
        }

        return allowed.IsEmpty ? CKR.OK : CKR.MECHANISM_INVALID;
    }
}
