namespace BioToken.Pkcs11.Constants;

/// <summary>
/// The functions of PKCS#11 in the order of CK_FUNCTION_LIST (v2.40 header pkcs11f.h), named without <c>C_</c>; the value is the place in
/// the table.
/// </summary>
public enum CryptokiFunction
{
    /// <summary><c>C_Initialize</c>: starts the module.</summary>
    Initialize,

    /// <summary><c>C_Finalize</c>: stops it.</summary>
    Finalize,

    /// <summary><c>C_GetInfo</c>: describes the module.</summary>
    GetInfo,

    /// <summary><c>C_GetFunctionList</c>: returns the table of functions.</summary>
    GetFunctionList,

    /// <summary><c>C_GetSlotList</c>: lists the slots.</summary>
    GetSlotList,

    /// <summary><c>C_GetSlotInfo</c>: describes a slot.</summary>
    GetSlotInfo,

    /// <summary><c>C_GetTokenInfo</c>: describes a token.</summary>
    GetTokenInfo,

    /// <summary><c>C_GetMechanismList</c>: lists the mechanisms of a token.</summary>
    GetMechanismList,

    /// <summary><c>C_GetMechanismInfo</c>: describes a mechanism.</summary>
    GetMechanismInfo,

    /// <summary><c>C_InitToken</c>: initializes a token.</summary>
    InitToken,

    /// <summary><c>C_InitPIN</c>: sets the user's PIN as the security officer.</summary>
    InitPIN,

    /// <summary><c>C_SetPIN</c>: changes the PIN of the logged-in user.</summary>
    SetPIN,

    /// <summary><c>C_OpenSession</c>: opens a session.</summary>
    OpenSession,

    /// <summary><c>C_CloseSession</c>: closes a session.</summary>
    CloseSession,

    /// <summary><c>C_CloseAllSessions</c>: closes all sessions with a token.</summary>
    CloseAllSessions,

    /// <summary><c>C_GetSessionInfo</c>: describes a session.</summary>
    GetSessionInfo,

    /// <summary><c>C_GetOperationState</c>: saves the state of an operation.</summary>
    GetOperationState,

    /// <summary><c>C_SetOperationState</c>: restores it.</summary>
    SetOperationState,

    /// <summary><c>C_Login</c>: logs in.</summary>
    Login,

    /// <summary><c>C_Logout</c>: logs out.</summary>
    Logout,

    /// <summary><c>C_CreateObject</c>: creates an object.</summary>
    CreateObject,

    /// <summary><c>C_CopyObject</c>: copies an object.</summary>
    CopyObject,

    /// <summary><c>C_DestroyObject</c>: destroys an object.</summary>
    DestroyObject,

    /// <summary><c>C_GetObjectSize</c>: returns the size of an object.</summary>
    GetObjectSize,

    /// <summary><c>C_GetAttributeValue</c>: reads attributes.</summary>
    GetAttributeValue,

    /// <summary><c>C_SetAttributeValue</c>: changes attributes.</summary>
    SetAttributeValue,

    /// <summary><c>C_FindObjectsInit</c>: starts a search for objects.</summary>
    FindObjectsInit,

    /// <summary><c>C_FindObjects</c>: continues it.</summary>
    FindObjects,

    /// <summary><c>C_FindObjectsFinal</c>: ends it.</summary>
    FindObjectsFinal,

    /// <summary><c>C_EncryptInit</c>: starts an encryption.</summary>
    EncryptInit,

    /// <summary><c>C_Encrypt</c>: encrypts data in one part.</summary>
    Encrypt,

    /// <summary><c>C_EncryptUpdate</c>: continues it with a part of the data.</summary>
    EncryptUpdate,

    /// <summary><c>C_EncryptFinal</c>: ends it.</summary>
    EncryptFinal,

    /// <summary><c>C_DecryptInit</c>: starts a decryption.</summary>
    DecryptInit,

    /// <summary><c>C_Decrypt</c>: decrypts data in one part.</summary>
    Decrypt,

    /// <summary><c>C_DecryptUpdate</c>: continues it with a part of the data.</summary>
    DecryptUpdate,

    /// <summary><c>C_DecryptFinal</c>: ends it.</summary>
    DecryptFinal,

    /// <summary><c>C_DigestInit</c>: starts a digest.</summary>
    DigestInit,

    /// <summary><c>C_Digest</c>: digests data in one part.</summary>
    Digest,

    /// <summary><c>C_DigestUpdate</c>: continues it with a part of the data.</summary>
    DigestUpdate,

    /// <summary><c>C_DigestKey</c>: continues a digest with the value of a key.</summary>
    DigestKey,

    /// <summary><c>C_DigestFinal</c>: ends it.</summary>
    DigestFinal,

    /// <summary><c>C_SignInit</c>: starts a signature.</summary>
    SignInit,

    /// <summary><c>C_Sign</c>: signs data in one part.</summary>
    Sign,

    /// <summary><c>C_SignUpdate</c>: continues it with a part of the data.</summary>
    SignUpdate,

    /// <summary><c>C_SignFinal</c>: ends it.</summary>
    SignFinal,

    /// <summary><c>C_SignRecoverInit</c>: starts a signature with message recovery.</summary>
    SignRecoverInit,

    /// <summary><c>C_SignRecover</c>: signs data that can be recovered from the signature.</summary>
    SignRecover,

    /// <summary><c>C_VerifyInit</c>: starts a verification.</summary>
    VerifyInit,

    /// <summary><c>C_Verify</c>: verifies a signature over data in one part.</summary>
    Verify,

    /// <summary><c>C_VerifyUpdate</c>: continues it with a part of the data.</summary>
    VerifyUpdate,

    /// <summary><c>C_VerifyFinal</c>: ends it.</summary>
    VerifyFinal,

    /// <summary><c>C_VerifyRecoverInit</c>: starts a verification with message recovery.</summary>
    VerifyRecoverInit,

    /// <summary><c>C_VerifyRecover</c>: verifies such a signature and returns the data.</summary>
    VerifyRecover,

    /// <summary><c>C_DigestEncryptUpdate</c>: continues a digest and an encryption.</summary>
    DigestEncryptUpdate,

    /// <summary><c>C_DecryptDigestUpdate</c>: continues a decryption and a digest.</summary>
    DecryptDigestUpdate,

    /// <summary><c>C_SignEncryptUpdate</c>: continues a signature and an encryption.</summary>
    SignEncryptUpdate,

    /// <summary><c>C_DecryptVerifyUpdate</c>: continues a decryption and a verification.</summary>
    DecryptVerifyUpdate,

    /// <summary><c>C_GenerateKey</c>: generates a secret key.</summary>
    GenerateKey,

    /// <summary><c>C_GenerateKeyPair</c>: generates a key pair.</summary>
    GenerateKeyPair,

    /// <summary><c>C_WrapKey</c>: wraps a key.</summary>
    WrapKey,

    /// <summary><c>C_UnwrapKey</c>: unwraps a key.</summary>
    UnwrapKey,

    /// <summary><c>C_DeriveKey</c>: derives a key.</summary>
    DeriveKey,

    /// <summary><c>C_SeedRandom</c>: adds to the seed of the random generator.</summary>
    SeedRandom,

    /// <summary><c>C_GenerateRandom</c>: generates random data.</summary>
    GenerateRandom,

    /// <summary><c>C_GetFunctionStatus</c>: a legacy function.</summary>
    GetFunctionStatus,

    /// <summary><c>C_CancelFunction</c>: a legacy function.</summary>
    CancelFunction,

    /// <summary><c>C_WaitForSlotEvent</c>: waits for a token to be inserted or removed.</summary>
    WaitForSlotEvent,
}
