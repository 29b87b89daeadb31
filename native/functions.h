/* All functions in the order of the function lists (PKCS#11 v3.0 header pkcs11f.h), each as F(name, parameters). */
#ifndef FUNCTIONS_H
#define FUNCTIONS_H

#define CK_FUNCTIONS_2_40(F) \
    F(C_Initialize, (void *arguments)) \
    F(C_Finalize, (void *reserved)) \
    F(C_GetInfo, (CK_INFO *info)) \
    F(C_GetFunctionList, (CK_FUNCTION_LIST **list)) \
    F(C_GetSlotList, (CK_BBOOL tokenPresent, CK_SLOT_ID *slots, CK_ULONG *count)) \
    F(C_GetSlotInfo, (CK_SLOT_ID slot, CK_SLOT_INFO *info)) \
    F(C_GetTokenInfo, (CK_SLOT_ID slot, CK_TOKEN_INFO *info)) \
    F(C_GetMechanismList, (CK_SLOT_ID slot, CK_MECHANISM_TYPE *mechanisms, CK_ULONG *count)) \
    F(C_GetMechanismInfo, (CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO *info)) \
    F(C_InitToken, (CK_SLOT_ID slot, CK_UTF8CHAR *pin, CK_ULONG pinLength, CK_UTF8CHAR *label)) \
    F(C_InitPIN, (CK_SESSION_HANDLE session, CK_UTF8CHAR *pin, CK_ULONG pinLength)) \
    F(C_SetPIN, (CK_SESSION_HANDLE session, CK_UTF8CHAR *oldPin, CK_ULONG oldLength, CK_UTF8CHAR *newPin, CK_ULONG newLength)) \
    F(C_OpenSession, (CK_SLOT_ID slot, CK_FLAGS flags, void *application, CK_NOTIFY notify, CK_SESSION_HANDLE *session)) \
    F(C_CloseSession, (CK_SESSION_HANDLE session)) \
    F(C_CloseAllSessions, (CK_SLOT_ID slot)) \
    F(C_GetSessionInfo, (CK_SESSION_HANDLE session, CK_SESSION_INFO *info)) \
    F(C_GetOperationState, (CK_SESSION_HANDLE session, CK_BYTE *state, CK_ULONG *stateLength)) \
    F(C_SetOperationState, \
      (CK_SESSION_HANDLE session, CK_BYTE *state, CK_ULONG stateLength, CK_OBJECT_HANDLE cipherKey, CK_OBJECT_HANDLE signKey)) \
    F(C_Login, (CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR *pin, CK_ULONG pinLength)) \
    F(C_Logout, (CK_SESSION_HANDLE session)) \
    F(C_CreateObject, (CK_SESSION_HANDLE session, CK_ATTRIBUTE *attributes, CK_ULONG count, CK_OBJECT_HANDLE *object)) \
    F(C_CopyObject, \
      (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE source, CK_ATTRIBUTE *attributes, CK_ULONG count, CK_OBJECT_HANDLE *object)) \
    F(C_DestroyObject, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object)) \
    F(C_GetObjectSize, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ULONG *size)) \
    F(C_GetAttributeValue, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *attributes, CK_ULONG count)) \
    F(C_SetAttributeValue, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *attributes, CK_ULONG count)) \
    F(C_FindObjectsInit, (CK_SESSION_HANDLE session, CK_ATTRIBUTE *attributes, CK_ULONG count)) \
    F(C_FindObjects, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE *objects, CK_ULONG capacity, CK_ULONG *count)) \
    F(C_FindObjectsFinal, (CK_SESSION_HANDLE session)) \
    F(C_EncryptInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)) \
    F(C_Encrypt, (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG dataLength, CK_BYTE *encrypted, CK_ULONG *encryptedLength)) \
    F(C_EncryptUpdate, (CK_SESSION_HANDLE session, CK_BYTE *part, CK_ULONG partLength, CK_BYTE *encrypted, CK_ULONG *encryptedLength)) \
    F(C_EncryptFinal, (CK_SESSION_HANDLE session, CK_BYTE *encrypted, CK_ULONG *encryptedLength)) \
    F(C_DecryptInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)) \
    F(C_Decrypt, (CK_SESSION_HANDLE session, CK_BYTE *encrypted, CK_ULONG encryptedLength, CK_BYTE *data, CK_ULONG *dataLength)) \
    F(C_DecryptUpdate, (CK_SESSION_HANDLE session, CK_BYTE *encrypted, CK_ULONG encryptedLength, CK_BYTE *part, CK_ULONG *partLength)) \
    F(C_DecryptFinal, (CK_SESSION_HANDLE session, CK_BYTE *part, CK_ULONG *partLength)) \
    F(C_DigestInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism)) \
    F(C_Digest, (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG dataLength, CK_BYTE *digest, CK_ULONG *digestLength)) \
    F(C_DigestUpdate, (CK_SESSION_HANDLE session, CK_BYTE *part, CK_ULONG partLength)) \
    F(C_DigestKey, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key)) \
    F(C_DigestFinal, (CK_SESSION_HANDLE session, CK_BYTE *digest, CK_ULONG *digestLength)) \
    F(C_SignInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)) \
    F(C_Sign, (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG dataLength, CK_BYTE *signature, CK_ULONG *signatureLength)) \
    F(C_SignUpdate, (CK_SESSION_HANDLE session, CK_BYTE *part, CK_ULONG partLength)) \
    F(C_SignFinal, (CK_SESSION_HANDLE session, CK_BYTE *signature, CK_ULONG *signatureLength)) \
    F(C_SignRecoverInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)) \
    F(C_SignRecover, (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG dataLength, CK_BYTE *signature, CK_ULONG *signatureLength)) \
    F(C_VerifyInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)) \
    F(C_Verify, (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG dataLength, CK_BYTE *signature, CK_ULONG signatureLength)) \
    F(C_VerifyUpdate, (CK_SESSION_HANDLE session, CK_BYTE *part, CK_ULONG partLength)) \
    F(C_VerifyFinal, (CK_SESSION_HANDLE session, CK_BYTE *signature, CK_ULONG signatureLength)) \
    F(C_VerifyRecoverInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)) \
    F(C_VerifyRecover, (CK_SESSION_HANDLE session, CK_BYTE *signature, CK_ULONG signatureLength, CK_BYTE *data, CK_ULONG *dataLength)) \
    F(C_DigestEncryptUpdate, \
      (CK_SESSION_HANDLE session, CK_BYTE *part, CK_ULONG partLength, CK_BYTE *encrypted, CK_ULONG *encryptedLength)) \
    F(C_DecryptDigestUpdate, \
      (CK_SESSION_HANDLE session, CK_BYTE *encrypted, CK_ULONG encryptedLength, CK_BYTE *part, CK_ULONG *partLength)) \
    F(C_SignEncryptUpdate, (CK_SESSION_HANDLE session, CK_BYTE *part, CK_ULONG partLength, CK_BYTE *encrypted, CK_ULONG *encryptedLength)) \
    F(C_DecryptVerifyUpdate, \
      (CK_SESSION_HANDLE session, CK_BYTE *encrypted, CK_ULONG encryptedLength, CK_BYTE *part, CK_ULONG *partLength)) \
    F(C_GenerateKey, \
      (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_ATTRIBUTE *attributes, CK_ULONG count, CK_OBJECT_HANDLE *key)) \
    F(C_GenerateKeyPair, \
      (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_ATTRIBUTE *publicAttributes, CK_ULONG publicCount, \
       CK_ATTRIBUTE *privateAttributes, CK_ULONG privateCount, CK_OBJECT_HANDLE *publicKey, CK_OBJECT_HANDLE *privateKey)) \
    F(C_WrapKey, \
      (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE wrappingKey, CK_OBJECT_HANDLE key, CK_BYTE *wrapped, \
       CK_ULONG *wrappedLength)) \
    F(C_UnwrapKey, \
      (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE unwrappingKey, CK_BYTE *wrapped, CK_ULONG wrappedLength, \
       CK_ATTRIBUTE *attributes, CK_ULONG count, CK_OBJECT_HANDLE *key)) \
    F(C_DeriveKey, \
      (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE baseKey, CK_ATTRIBUTE *attributes, CK_ULONG count, \
       CK_OBJECT_HANDLE *key)) \
    F(C_SeedRandom, (CK_SESSION_HANDLE session, CK_BYTE *seed, CK_ULONG seedLength)) \
    F(C_GenerateRandom, (CK_SESSION_HANDLE session, CK_BYTE *random, CK_ULONG length)) \
    F(C_GetFunctionStatus, (CK_SESSION_HANDLE session)) \
    F(C_CancelFunction, (CK_SESSION_HANDLE session)) \
    F(C_WaitForSlotEvent, (CK_FLAGS flags, CK_SLOT_ID *slot, void *reserved))

#define CK_FUNCTIONS_3_0(F) \
    F(C_GetInterfaceList, (CK_INTERFACE *interfaces, CK_ULONG *count)) \
    F(C_GetInterface, (CK_UTF8CHAR *name, CK_VERSION *version, CK_INTERFACE **interface, CK_FLAGS flags)) \
    F(C_LoginUser, \
      (CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR *pin, CK_ULONG pinLength, CK_UTF8CHAR *name, CK_ULONG nameLength)) \
    F(C_SessionCancel, (CK_SESSION_HANDLE session, CK_FLAGS operations)) \
    F(C_MessageEncryptInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)) \
    F(C_EncryptMessage, \
      (CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength, CK_BYTE *associated, CK_ULONG associatedLength, \
       CK_BYTE *data, CK_ULONG dataLength, CK_BYTE *encrypted, CK_ULONG *encryptedLength)) \
    F(C_EncryptMessageBegin, \
      (CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength, CK_BYTE *associated, CK_ULONG associatedLength)) \
    F(C_EncryptMessageNext, \
      (CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength, CK_BYTE *part, CK_ULONG partLength, CK_BYTE *encrypted, \
       CK_ULONG *encryptedLength, CK_FLAGS flags)) \
    F(C_MessageEncryptFinal, (CK_SESSION_HANDLE session)) \
    F(C_MessageDecryptInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)) \
    F(C_DecryptMessage, \
      (CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength, CK_BYTE *associated, CK_ULONG associatedLength, \
       CK_BYTE *encrypted, CK_ULONG encryptedLength, CK_BYTE *data, CK_ULONG *dataLength)) \
    F(C_DecryptMessageBegin, \
      (CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength, CK_BYTE *associated, CK_ULONG associatedLength)) \
    F(C_DecryptMessageNext, \
      (CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength, CK_BYTE *encrypted, CK_ULONG encryptedLength, CK_BYTE *part, \
       CK_ULONG *partLength, CK_FLAGS flags)) \
    F(C_MessageDecryptFinal, (CK_SESSION_HANDLE session)) \
    F(C_MessageSignInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)) \
    F(C_SignMessage, \
      (CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength, CK_BYTE *data, CK_ULONG dataLength, CK_BYTE *signature, \
       CK_ULONG *signatureLength)) \
    F(C_SignMessageBegin, (CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength)) \
    F(C_SignMessageNext, \
      (CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength, CK_BYTE *data, CK_ULONG dataLength, CK_BYTE *signature, \
       CK_ULONG *signatureLength)) \
    F(C_MessageSignFinal, (CK_SESSION_HANDLE session)) \
    F(C_MessageVerifyInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)) \
    F(C_VerifyMessage, \
      (CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength, CK_BYTE *data, CK_ULONG dataLength, CK_BYTE *signature, \
       CK_ULONG signatureLength)) \
    F(C_VerifyMessageBegin, (CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength)) \
    F(C_VerifyMessageNext, \
      (CK_SESSION_HANDLE session, void *parameter, CK_ULONG parameterLength, CK_BYTE *data, CK_ULONG dataLength, CK_BYTE *signature, \
       CK_ULONG signatureLength)) \
    F(C_MessageVerifyFinal, (CK_SESSION_HANDLE session))

#endif
