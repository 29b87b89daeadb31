using System.Security.Cryptography;
using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Modules;

/// <summary>
/// Operations that an earlier failure may have left active in a session (<see cref="CKR.OPERATION_ACTIVE"/>): a session has one operation
/// of each kind and refuses the next until it has ended.
/// </summary>
internal static class ActiveOperations
{
    /// <summary>Of RSA-16384, the largest key known of any module: an operation whose result does not fit stays active.</summary>
    public const int MaxResultLength = 2048;

    /// <summary>Starts a search; ends one that was left active.</summary>
    public static CKR FindInit(ICryptoki cryptoki, nuint session, AttributeTemplate template)
    {
        CKR result = cryptoki.FindObjectsInit(session, template);
        if (result != CKR.OPERATION_ACTIVE)
            return result;
        cryptoki.FindObjectsFinal(session);
        return cryptoki.FindObjectsInit(session, template);
    }

    /// <summary>Starts a signature; ends one that was left active.</summary>
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

    /// <summary>Starts a decryption; ends one that was left active.</summary>
    public static CKR DecryptInit(ICryptoki cryptoki, nuint session, Mechanism mechanism, nuint key)
    {
        CKR result = cryptoki.DecryptInit(session, mechanism, key);
        if (result != CKR.OPERATION_ACTIVE)
            return result;
        FinishDecryption(cryptoki, session);
        return cryptoki.DecryptInit(session, mechanism, key);
    }

    /// <summary>Ends an operation that may be active. The refused call is not repeated here.</summary>
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
