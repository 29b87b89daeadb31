/* Encryption, decryption, digests, signatures, verification and random numbers (PKCS#11 v2.40 sections 5.8 to 5.14). */
#include "module.h"

CK_RV C_EncryptInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)
{
    return ENTER(EncryptInit, session, mechanism, key);
}

CK_RV C_Encrypt(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG dataLength, CK_BYTE *encrypted, CK_ULONG *encryptedLength)
{
    return ENTER(Encrypt, session, data, dataLength, encrypted, encryptedLength);
}

CK_RV C_EncryptUpdate(CK_SESSION_HANDLE session, CK_BYTE *part, CK_ULONG partLength, CK_BYTE *encrypted, CK_ULONG *encryptedLength)
{
    return ENTER(EncryptUpdate, session, part, partLength, encrypted, encryptedLength);
}

CK_RV C_EncryptFinal(CK_SESSION_HANDLE session, CK_BYTE *encrypted, CK_ULONG *encryptedLength)
{
    return ENTER(EncryptFinal, session, encrypted, encryptedLength);
}

CK_RV C_DecryptInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)
{
    return ENTER(DecryptInit, session, mechanism, key);
}

CK_RV C_Decrypt(CK_SESSION_HANDLE session, CK_BYTE *encrypted, CK_ULONG encryptedLength, CK_BYTE *data, CK_ULONG *dataLength)
{
    return ENTER(Decrypt, session, encrypted, encryptedLength, data, dataLength);
}

CK_RV C_DecryptUpdate(CK_SESSION_HANDLE session, CK_BYTE *encrypted, CK_ULONG encryptedLength, CK_BYTE *part, CK_ULONG *partLength)
{
    return ENTER(DecryptUpdate, session, encrypted, encryptedLength, part, partLength);
}

CK_RV C_DecryptFinal(CK_SESSION_HANDLE session, CK_BYTE *part, CK_ULONG *partLength)
{
    return ENTER(DecryptFinal, session, part, partLength);
}

CK_RV C_DigestInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism)
{
    return ENTER(DigestInit, session, mechanism);
}

CK_RV C_Digest(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG dataLength, CK_BYTE *digest, CK_ULONG *digestLength)
{
    return ENTER(Digest, session, data, dataLength, digest, digestLength);
}

CK_RV C_DigestUpdate(CK_SESSION_HANDLE session, CK_BYTE *part, CK_ULONG partLength)
{
    return ENTER(DigestUpdate, session, part, partLength);
}

CK_RV C_DigestFinal(CK_SESSION_HANDLE session, CK_BYTE *digest, CK_ULONG *digestLength)
{
    return ENTER(DigestFinal, session, digest, digestLength);
}

CK_RV C_SignInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)
{
    return ENTER(SignInit, session, mechanism, key);
}

CK_RV C_Sign(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG dataLength, CK_BYTE *signature, CK_ULONG *signatureLength)
{
    return ENTER(Sign, session, data, dataLength, signature, signatureLength);
}

CK_RV C_SignUpdate(CK_SESSION_HANDLE session, CK_BYTE *part, CK_ULONG partLength)
{
    return ENTER(SignUpdate, session, part, partLength);
}

CK_RV C_SignFinal(CK_SESSION_HANDLE session, CK_BYTE *signature, CK_ULONG *signatureLength)
{
    return ENTER(SignFinal, session, signature, signatureLength);
}

CK_RV C_VerifyInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)
{
    return ENTER(VerifyInit, session, mechanism, key);
}

CK_RV C_Verify(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG dataLength, CK_BYTE *signature, CK_ULONG signatureLength)
{
    return ENTER(Verify, session, data, dataLength, signature, signatureLength);
}

CK_RV C_VerifyUpdate(CK_SESSION_HANDLE session, CK_BYTE *part, CK_ULONG partLength)
{
    return ENTER(VerifyUpdate, session, part, partLength);
}

CK_RV C_VerifyFinal(CK_SESSION_HANDLE session, CK_BYTE *signature, CK_ULONG signatureLength)
{
    return ENTER(VerifyFinal, session, signature, signatureLength);
}

CK_RV C_SeedRandom(CK_SESSION_HANDLE session, CK_BYTE *seed, CK_ULONG seedLength)
{
    return ENTER(SeedRandom, session, seed, seedLength);
}

CK_RV C_GenerateRandom(CK_SESSION_HANDLE session, CK_BYTE *random, CK_ULONG length)
{
    return ENTER(GenerateRandom, session, random, length);
}
