/* Functions that no simulated token supports, and the two legacy functions (PKCS#11 v2.40 section 5.15). */
#include "module.h"

/* An unsupported function ignores its parameters. */
#pragma GCC diagnostic ignored "-Wunused-parameter"

#define REFUSE(value) (module_is_live() ? (value) : CKR_CRYPTOKI_NOT_INITIALIZED)

CK_RV C_GetOperationState(CK_SESSION_HANDLE session, CK_BYTE *state, CK_ULONG *stateLength)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_SetOperationState(CK_SESSION_HANDLE session, CK_BYTE *state, CK_ULONG stateLength, CK_OBJECT_HANDLE cipherKey,
                          CK_OBJECT_HANDLE signKey)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_DigestKey(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_SignRecoverInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_SignRecover(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG dataLength, CK_BYTE *signature, CK_ULONG *signatureLength)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_VerifyRecoverInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_VerifyRecover(CK_SESSION_HANDLE session, CK_BYTE *signature, CK_ULONG signatureLength, CK_BYTE *data, CK_ULONG *dataLength)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_DigestEncryptUpdate(CK_SESSION_HANDLE session, CK_BYTE *part, CK_ULONG partLength, CK_BYTE *encrypted, CK_ULONG *encryptedLength)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_DecryptDigestUpdate(CK_SESSION_HANDLE session, CK_BYTE *encrypted, CK_ULONG encryptedLength, CK_BYTE *part, CK_ULONG *partLength)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_SignEncryptUpdate(CK_SESSION_HANDLE session, CK_BYTE *part, CK_ULONG partLength, CK_BYTE *encrypted, CK_ULONG *encryptedLength)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_DecryptVerifyUpdate(CK_SESSION_HANDLE session, CK_BYTE *encrypted, CK_ULONG encryptedLength, CK_BYTE *part, CK_ULONG *partLength)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_WrapKey(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE wrappingKey, CK_OBJECT_HANDLE key, CK_BYTE *wrapped,
                CK_ULONG *wrappedLength)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_UnwrapKey(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE unwrappingKey, CK_BYTE *wrapped,
                  CK_ULONG wrappedLength, CK_ATTRIBUTE *attributes, CK_ULONG count, CK_OBJECT_HANDLE *key)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_DeriveKey(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE baseKey, CK_ATTRIBUTE *attributes, CK_ULONG count,
                  CK_OBJECT_HANDLE *key)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_GetFunctionStatus(CK_SESSION_HANDLE session)
{
    return REFUSE(CKR_FUNCTION_NOT_PARALLEL);
}

CK_RV C_CancelFunction(CK_SESSION_HANDLE session)
{
    return REFUSE(CKR_FUNCTION_NOT_PARALLEL);
}

CK_RV C_LoginUser(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR *pin, CK_ULONG pinLength, CK_UTF8CHAR *name,
                  CK_ULONG nameLength)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_MessageEncryptInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_EncryptMessage(CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength, CK_BYTE *associated,
                       CK_ULONG associatedLength, CK_BYTE *data, CK_ULONG dataLength, CK_BYTE *encrypted, CK_ULONG *encryptedLength)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_EncryptMessageBegin(CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength, CK_BYTE *associated,
                            CK_ULONG associatedLength)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_EncryptMessageNext(CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength, CK_BYTE *part, CK_ULONG partLength,
                           CK_BYTE *encrypted, CK_ULONG *encryptedLength, CK_FLAGS flags)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_MessageEncryptFinal(CK_SESSION_HANDLE session)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_MessageDecryptInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_DecryptMessage(CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength, CK_BYTE *associated,
                       CK_ULONG associatedLength, CK_BYTE *encrypted, CK_ULONG encryptedLength, CK_BYTE *data, CK_ULONG *dataLength)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_DecryptMessageBegin(CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength, CK_BYTE *associated,
                            CK_ULONG associatedLength)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_DecryptMessageNext(CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength, CK_BYTE *encrypted,
                           CK_ULONG encryptedLength, CK_BYTE *part, CK_ULONG *partLength, CK_FLAGS flags)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_MessageDecryptFinal(CK_SESSION_HANDLE session)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_MessageSignInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_SignMessage(CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength, CK_BYTE *data, CK_ULONG dataLength,
                    CK_BYTE *signature, CK_ULONG *signatureLength)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_SignMessageBegin(CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_SignMessageNext(CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength, CK_BYTE *data, CK_ULONG dataLength,
                        CK_BYTE *signature, CK_ULONG *signatureLength)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_MessageSignFinal(CK_SESSION_HANDLE session)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_MessageVerifyInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_VerifyMessage(CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength, CK_BYTE *data, CK_ULONG dataLength,
                      CK_BYTE *signature, CK_ULONG signatureLength)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_VerifyMessageBegin(CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_VerifyMessageNext(CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength, CK_BYTE *data, CK_ULONG dataLength,
                          CK_BYTE *signature, CK_ULONG signatureLength)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}

CK_RV C_MessageVerifyFinal(CK_SESSION_HANDLE session)
{
    return REFUSE(CKR_FUNCTION_NOT_SUPPORTED);
}
