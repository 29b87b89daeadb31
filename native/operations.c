/* Encryption, decryption, digests, signatures, verification and random numbers (PKCS#11 v2.40 sections 5.8 to 5.14). */
#include "module.h"

CK_RV C_EncryptInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)
{
    return ENTER(encrypt_init, session, mechanism, key);
}

CK_RV C_Encrypt(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG dataLength, CK_BYTE *encrypted, CK_ULONG *encryptedLength)
{
    return ENTER(encrypt, session, data, dataLength, encrypted, encryptedLength);
}

CK_RV C_EncryptUpdate(CK_SESSION_HANDLE session, CK_BYTE *part, CK_ULONG partLength, CK_BYTE *encrypted, CK_ULONG *encryptedLength)
{
    return ENTER(encrypt_update, session, part, partLength, encrypted, encryptedLength);
}

CK_RV C_EncryptFinal(CK_SESSION_HANDLE session, CK_BYTE *encrypted, CK_ULONG *encryptedLength)
{
    return ENTER(encrypt_final, session, encrypted, encryptedLength);
}

CK_RV C_DecryptInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)
{
    return ENTER(decrypt_init, session, mechanism, key);
}

CK_RV C_Decrypt(CK_SESSION_HANDLE session, CK_BYTE *encrypted, CK_ULONG encryptedLength, CK_BYTE *data, CK_ULONG *dataLength)
{
    return ENTER(decrypt, session, encrypted, encryptedLength, data, dataLength);
}

CK_RV C_DecryptUpdate(CK_SESSION_HANDLE session, CK_BYTE *encrypted, CK_ULONG encryptedLength, CK_BYTE *part, CK_ULONG *partLength)
{
    return ENTER(decrypt_update, session, encrypted, encryptedLength, part, partLength);
}

CK_RV C_DecryptFinal(CK_SESSION_HANDLE session, CK_BYTE *part, CK_ULONG *partLength)
{
    return ENTER(decrypt_final, session, part, partLength);
}

CK_RV C_DigestInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism)
{
    return ENTER(digest_init, session, mechanism);
}

CK_RV C_Digest(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG dataLength, CK_BYTE *digest, CK_ULONG *digestLength)
{
    return ENTER(digest, session, data, dataLength, digest, digestLength);
}

CK_RV C_DigestUpdate(CK_SESSION_HANDLE session, CK_BYTE *part, CK_ULONG partLength)
{
    return ENTER(digest_update, session, part, partLength);
}

CK_RV C_DigestFinal(CK_SESSION_HANDLE session, CK_BYTE *digest, CK_ULONG *digestLength)
{
    return ENTER(digest_final, session, digest, digestLength);
}

CK_RV C_SignInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)
{
    return ENTER(sign_init, session, mechanism, key);
}

CK_RV C_Sign(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG dataLength, CK_BYTE *signature, CK_ULONG *signatureLength)
{
    return ENTER(sign, session, data, dataLength, signature, signatureLength);
}

CK_RV C_SignUpdate(CK_SESSION_HANDLE session, CK_BYTE *part, CK_ULONG partLength)
{
    return ENTER(sign_update, session, part, partLength);
}

CK_RV C_SignFinal(CK_SESSION_HANDLE session, CK_BYTE *signature, CK_ULONG *signatureLength)
{
    return ENTER(sign_final, session, signature, signatureLength);
}

CK_RV C_VerifyInit(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)
{
    return ENTER(verify_init, session, mechanism, key);
}

CK_RV C_Verify(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG dataLength, CK_BYTE *signature, CK_ULONG signatureLength)
{
    return ENTER(verify, session, data, dataLength, signature, signatureLength);
}

CK_RV C_VerifyUpdate(CK_SESSION_HANDLE session, CK_BYTE *part, CK_ULONG partLength)
{
    return ENTER(verify_update, session, part, partLength);
}

CK_RV C_VerifyFinal(CK_SESSION_HANDLE session, CK_BYTE *signature, CK_ULONG signatureLength)
{
    return ENTER(verify_final, session, signature, signatureLength);
}

CK_RV C_SeedRandom(CK_SESSION_HANDLE session, CK_BYTE *seed, CK_ULONG seedLength)
{
    return ENTER(seed_random, session, seed, seedLength);
}

CK_RV C_GenerateRandom(CK_SESSION_HANDLE session, CK_BYTE *random, CK_ULONG length)
{
    return ENTER(generate_random, session, random, length);
}
