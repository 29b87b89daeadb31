using System.Security.Cryptography;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Modules;

/// <summary>
/// Operations that an earlier failure may have left active in a session (<see cref="CKR.OPERATION_ACTIVE"/>): each session has one of a
/// kind, and refuses the next one until it is ended.
/// </summary>
internal static class ActiveOperations
{
    /// <summary>
    /// Of RSA-16384, the largest that is known of any module and whose public half is accepted: an operation that lacks room for its result
    /// stays alive.
    /// </summary>
    public const int MaxResultLength = 2048;

    /// <summary>Starts a search, in the place of one that was left.</summary>
    public static CKR FindInit(ICryptoki cryptoki, nuint session, AttributeTemplate template)
    {
        CKR result = cryptoki.FindObjectsInit(session, template);
        if (result != CKR.OPERATION_ACTIVE)
            return result;
        cryptoki.FindObjectsFinal(session);
        return cryptoki.FindObjectsInit(session, template);
    }

    /// <summary>Starts a signature, in the place of one that was left.</summary>
    public static CKR SignInit(ICryptoki cryptoki, nuint session, Mechanism mechanism, nuint key)
    {
        CKR result = cryptoki.SignInit(session, mechanism, key);
        if (result != CKR.OPERATION_ACTIVE)
            return result;
        cryptoki.SignCancel(session);
        result = cryptoki.SignInit(session, mechanism, key);
        if (result != CKR.OPERATION_ACTIVE)
            return result;
        // Modules before PKCS#11 3.0 cannot cancel.
        FinishSignature(cryptoki, session);
        return cryptoki.SignInit(session, mechanism, key);
    }

    /// <summary>Starts a decryption, in the place of one that was left.</summary>
    public static CKR DecryptInit(ICryptoki cryptoki, nuint session, Mechanism mechanism, nuint key)
    {
        CKR result = cryptoki.DecryptInit(session, mechanism, key);
        if (result != CKR.OPERATION_ACTIVE)
            return result;
        FinishDecryption(cryptoki, session);
        return cryptoki.DecryptInit(session, mechanism, key);
    }

    /// <summary>Ends what may be active. Nothing is repeated: what was refused may not be.</summary>
    public static void End(ICryptoki cryptoki, nuint session)
    {
        cryptoki.FindObjectsFinal(session);
        if (cryptoki.SignCancel(session) is not (CKR.OK or CKR.OPERATION_NOT_INITIALIZED))
            FinishSignature(cryptoki, session);
    }

    /// <summary>Ends a signature by carrying it out: PKCS#11 v2.40 has no other way.</summary>
    public static void FinishSignature(ICryptoki cryptoki, nuint session)
    {
        Span<byte> signature = stackalloc byte[MaxResultLength];
        cryptoki.Sign(session, [0], signature, out _);
    }

    /// <summary>Ends a decryption in the same way.</summary>
    public static void FinishDecryption(ICryptoki cryptoki, nuint session)
    {
        Span<byte> data = stackalloc byte[MaxResultLength];
        cryptoki.Decrypt(session, [], data, out _);
        CryptographicOperations.ZeroMemory(data);
    }
}
