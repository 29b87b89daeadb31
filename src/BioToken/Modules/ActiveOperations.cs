using BioToken.Pkcs11;
using BioToken.Pkcs11.Attributes;
using BioToken.Pkcs11.Constants;

namespace BioToken.Modules;

/// <summary>
/// Operations that an earlier failure may have left active in a session (<see cref="CKR.OPERATION_ACTIVE"/>): each session has one of a kind, and refuses
/// the next one until it is ended.
/// </summary>
internal static class ActiveOperations
{
    // RSA-16384, the largest that is known of any module: one that lacks room for its signature leaves the operation alive.
    private const int MaxSignatureLength = 2048;

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
        // Modules before PKCS#11 3.0 cannot cancel: the signature is finished, over one byte, and thrown away.
        FinishSignature(cryptoki, session);
        return cryptoki.SignInit(session, mechanism, key);
    }

    /// <summary>Starts a decryption, in the place of one that was left.</summary>
    /// <param name="cryptoki">The module.</param>
    /// <param name="session">The session.</param>
    /// <param name="mechanism">How.</param>
    /// <param name="key">Handle of the private key.</param>
    /// <param name="scratch">Where a decryption that was left may write; the caller zeroes it.</param>
    public static CKR DecryptInit(ICryptoki cryptoki, nuint session, Mechanism mechanism, nuint key, Span<byte> scratch)
    {
        CKR result = cryptoki.DecryptInit(session, mechanism, key);
        if (result != CKR.OPERATION_ACTIVE)
            return result;
        // What was left behind is ended by carrying it out: PKCS#11 v2.40 has no other way.
        cryptoki.Decrypt(session, [], scratch, out _);
        return cryptoki.DecryptInit(session, mechanism, key);
    }

    /// <summary>Ends what may be active. Nothing is repeated: what was refused may not be.</summary>
    public static void End(ICryptoki cryptoki, nuint session)
    {
        cryptoki.FindObjectsFinal(session);
        if (cryptoki.SignCancel(session) is not (CKR.OK or CKR.OPERATION_NOT_INITIALIZED))
            FinishSignature(cryptoki, session);
    }

    private static void FinishSignature(ICryptoki cryptoki, nuint session)
    {
        Span<byte> signature = stackalloc byte[MaxSignatureLength];
        cryptoki.Sign(session, [0], signature, out _);
    }
}
