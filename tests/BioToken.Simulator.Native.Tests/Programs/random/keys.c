/* Operations with matching keys: random handles and mechanisms would seldom match. */
#include "random.h"

static CK_OBJECT_HANDLE generate_secret(CK_SESSION_HANDLE session, CK_ULONG type, CK_ULONG length)
{
    struct mechanism mechanism = {type, NULL, 0};
    struct attribute template[] = {{0x161, &length, sizeof length}};
    CK_OBJECT_HANDLE key = 0;
    CK_RV rv = world.module->C_GenerateKey(session, (CK_MECHANISM *)&mechanism, (CK_ATTRIBUTE *)template, 1, &key);
    if (note(F_C_GenerateKey, rv) == CKR_OK)
        keep_object(key);
    return rv == CKR_OK ? key : 0;
}

static bool start_cipher(enum function function, CK_SESSION_HANDLE session)
{
    CK_BYTE vector[16] = {0};
    bool pads = chance(50);
    struct mechanism mechanism = {pads ? 0x1085 : 0x1081, pads ? vector : NULL, pads ? sizeof vector : 0};
    CK_OBJECT_HANDLE key = generate_secret(session, 0x1080, 16);
    bool encrypts = function == F_C_Encrypt || function == F_C_EncryptUpdate || function == F_C_EncryptFinal;
    CK_RV rv = encrypts ? note(F_C_EncryptInit, world.module->C_EncryptInit(session, (CK_MECHANISM *)&mechanism, key))
                        : note(F_C_DecryptInit, world.module->C_DecryptInit(session, (CK_MECHANISM *)&mechanism, key));
    if (rv != CKR_OK || chance(30))
        return rv == CKR_OK;
    /* Only valid ciphertext can be decrypted: without padding, all whole blocks are valid. */
    CK_BYTE block[16] = {0};
    CK_BYTE made[64];
    CK_ULONG length = sizeof made;
    if (function == F_C_EncryptFinal)
        note(F_C_EncryptUpdate, world.module->C_EncryptUpdate(session, block, sizeof block, made, &length));
    if (function == F_C_DecryptFinal)
        note(F_C_DecryptUpdate, world.module->C_DecryptUpdate(session, block, sizeof block, made, &length));
    return true;
}

/* Verifies a signature that was just made, in one call or in parts. */
static bool start_verification(enum function function, CK_SESSION_HANDLE session, CK_MECHANISM *hmac, CK_OBJECT_HANDLE key)
{
    CK_BYTE *data = take(8);
    CK_BYTE signature[32];
    CK_ULONG length = sizeof signature;
    if (note(F_C_SignInit, world.module->C_SignInit(session, hmac, key)) != CKR_OK
        || note(F_C_Sign, world.module->C_Sign(session, data, 8, signature, &length)) != CKR_OK
        || note(F_C_VerifyInit, world.module->C_VerifyInit(session, hmac, key)) != CKR_OK)
        return false;
    if (function == F_C_Verify)
        return note(F_C_Verify, world.module->C_Verify(session, data, 8, signature, length)) == CKR_OK;
    if (note(F_C_VerifyUpdate, world.module->C_VerifyUpdate(session, data, 8)) == CKR_OK && function == F_C_VerifyFinal)
        note(F_C_VerifyFinal, world.module->C_VerifyFinal(session, signature, length));
    return true;
}

static bool start_signature(enum function function, CK_SESSION_HANDLE session)
{
    struct mechanism hmac = {0x251, NULL, 0};
    CK_OBJECT_HANDLE key = generate_secret(session, 0x350, 20);
    if (function == F_C_Verify || function == F_C_VerifyUpdate || function == F_C_VerifyFinal)
        return start_verification(function, session, (CK_MECHANISM *)&hmac, key);
    CK_BYTE data[8] = {0};
    if (note(F_C_SignInit, world.module->C_SignInit(session, (CK_MECHANISM *)&hmac, key)) != CKR_OK)
        return false;
    if (function == F_C_SignFinal)
        note(F_C_SignUpdate, world.module->C_SignUpdate(session, data, sizeof data));
    return true;
}

static bool start_digest(enum function function, CK_SESSION_HANDLE session)
{
    struct mechanism sha256 = {0x250, NULL, 0};
    CK_BYTE data[8] = {0};
    CK_RV rv = note(F_C_DigestInit, world.module->C_DigestInit(session, (CK_MECHANISM *)&sha256));
    if (rv == CKR_OK && function == F_C_DigestFinal)
        note(F_C_DigestUpdate, world.module->C_DigestUpdate(session, data, sizeof data));
    return rv == CKR_OK;
}

bool prepare_operation(enum function function, CK_SESSION_HANDLE *session)
{
    *session = any_session();
    switch (function)
    {
    case F_C_Encrypt: case F_C_EncryptUpdate: case F_C_EncryptFinal: case F_C_Decrypt: case F_C_DecryptUpdate: case F_C_DecryptFinal:
        return start_cipher(function, *session);
    case F_C_Sign: case F_C_SignUpdate: case F_C_SignFinal: case F_C_Verify: case F_C_VerifyUpdate: case F_C_VerifyFinal:
        return start_signature(function, *session);
    case F_C_Digest: case F_C_DigestUpdate: case F_C_DigestFinal:
        return start_digest(function, *session);
    case F_C_FindObjects: case F_C_FindObjectsFinal:
        return note(F_C_FindObjectsInit, world.module->C_FindObjectsInit(*session, NULL, 0)) == CKR_OK;
    default:
        return false;
    }
}
