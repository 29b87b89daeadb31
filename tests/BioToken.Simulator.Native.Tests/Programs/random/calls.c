/* Each function with random arguments, most of them of the right kind. */
#include "random.h"

/* CK_TOKEN_INFO is the largest of the information structures. */
enum { INFO_SIZE = 208, SLOT_INFO_SIZE = 112, MECHANISM_INFO_SIZE = 24, SESSION_INFO_SIZE = 32, LABEL_SIZE = 32 };

#define M world.module

static void *place(size_t size)
{
    return chance(3) ? NULL : take(size);
}

static CK_RV call_general(enum function function)
{
    CK_ULONG *count = place(sizeof *count);
    CK_ULONG room = below(80);
    if (count != NULL)
        *count = room;
    CK_ULONG *list = chance(70) ? take(room * sizeof *list) : NULL;
    switch (function)
    {
    case F_C_GetInfo: return M->C_GetInfo(place(sizeof(CK_INFO)));
    case F_C_GetFunctionList: return M->C_GetFunctionList(place(sizeof(void *)));
    case F_C_GetSlotList: return M->C_GetSlotList((CK_BBOOL)below(256), list, count);
    case F_C_GetSlotInfo: return M->C_GetSlotInfo(any_slot(), place(SLOT_INFO_SIZE));
    case F_C_GetTokenInfo: return M->C_GetTokenInfo(any_slot(), place(INFO_SIZE));
    case F_C_GetMechanismList: return M->C_GetMechanismList(any_slot(), list, count);
    case F_C_GetMechanismInfo: return M->C_GetMechanismInfo(any_slot(), chance(80) ? 0x250 : below(9999), place(MECHANISM_INFO_SIZE));
    default: return M->C_WaitForSlotEvent(CKF_DONT_BLOCK, place(sizeof(CK_SLOT_ID)), chance(98) ? NULL : count);
    }
}

static CK_RV call_administration(enum function function)
{
    CK_ULONG length;
    CK_ULONG new_length;
    CK_SESSION_HANDLE session = any_session();
    CK_SLOT_ID slot = any_slot();
    if (function == F_C_InitToken)
    {
        if (chance(30) && world.mode == ANYTHING && note(F_C_CloseAllSessions, M->C_CloseAllSessions(slot)) == CKR_OK && slot == 0)
            world.session_count = 0;
        CK_UTF8CHAR *pin = any_pin(&world.officer_pin, &length);
        return M->C_InitToken(slot, pin, length, memset(take(LABEL_SIZE), ' ', LABEL_SIZE));
    }

    if (function == F_C_InitPIN)
    {
        CK_UTF8CHAR *pin = any_pin(&world.user_pin, &length);
        return M->C_InitPIN(session, pin, length);
    }

    CK_UTF8CHAR *old_pin = any_pin(&world.user_pin, &length);
    CK_UTF8CHAR *new_pin = any_pin(&world.user_pin, &new_length);
    /* An unknown new PIN would prevent all further logins. */
    if (new_pin != NULL && (new_length != strlen(world.user_pin.text) || memcmp(new_pin, world.user_pin.text, new_length) != 0))
        new_length = below(4);
    return M->C_SetPIN(session, old_pin, length, new_pin, new_length);
}

static CK_RV call_sessions(enum function function)
{
    CK_SESSION_HANDLE session = any_session();
    CK_SLOT_ID slot = any_slot();
    CK_FLAGS flags = (chance(97) ? CKF_SERIAL_SESSION : 0) | (chance(60) ? CKF_RW_SESSION : 0);
    CK_ULONG length;
    CK_RV rv;
    switch (function)
    {
    case F_C_OpenSession:
        if (world.session_count == SESSIONS)
            return M->C_OpenSession(99, flags, NULL, NULL, &session);
        rv = M->C_OpenSession(slot, flags, NULL, NULL, &session);
        if (rv == CKR_OK)
            keep_session(session, (flags & CKF_RW_SESSION) != 0);
        return rv;
    case F_C_CloseSession:
        rv = M->C_CloseSession(session);
        drop_session(session);
        return rv;
    case F_C_CloseAllSessions:
        slot = chance(10) ? slot : 1;
        rv = M->C_CloseAllSessions(slot);
        if (rv == CKR_OK && slot == 0)
            world.session_count = 0;
        return rv;
    case F_C_GetSessionInfo: return M->C_GetSessionInfo(session, place(SESSION_INFO_SIZE));
    case F_C_Login:
    {
        CK_USER_TYPE user = chance(60) ? CKU_USER : below(4);
        CK_UTF8CHAR *pin = any_pin(user == CKU_SO ? &world.officer_pin : &world.user_pin, &length);
        return M->C_Login(session, user, pin, length);
    }

    default: return M->C_Logout(session);
    }
}

static CK_RV call_objects(enum function function)
{
    CK_SESSION_HANDLE session = any_session();
    CK_ULONG count;
    CK_OBJECT_HANDLE *made = place(sizeof *made);
    CK_ATTRIBUTE *template = any_template(&count);
    CK_RV rv;
    switch (function)
    {
    case F_C_CreateObject: rv = M->C_CreateObject(session, template, count, made); break;
    case F_C_CopyObject: rv = M->C_CopyObject(session, any_object(), chance(50) ? NULL : template, count, made); break;
    case F_C_GenerateKey: rv = M->C_GenerateKey(session, any_mechanism(true), template, count, made); break;
    case F_C_DestroyObject: return M->C_DestroyObject(session, any_object());
    case F_C_GetObjectSize: return M->C_GetObjectSize(session, any_object(), place(sizeof(CK_ULONG)));
    case F_C_GetAttributeValue: template = any_query(&count); return M->C_GetAttributeValue(session, any_object(), template, count);
    case F_C_SetAttributeValue:
    {
        struct attribute *label = take(sizeof *label);
        *label = (struct attribute){3, take(5), 5};
        bool is_label = chance(60);
        return M->C_SetAttributeValue(session, any_object(), is_label ? (CK_ATTRIBUTE *)label : template, is_label ? 1 : count);
    }

    case F_C_FindObjectsInit: return M->C_FindObjectsInit(session, template, count);
    default:
    {
        CK_OBJECT_HANDLE *private_key = place(sizeof *private_key);
        CK_ULONG private_count = 0;
        CK_MECHANISM *mechanism = any_mechanism(true);
        CK_ATTRIBUTE *private_template = NULL;
        if (chance(50))
            template = curve_template(&count, &mechanism);
        else if (chance(60))
            private_template = any_template(&private_count);
        rv = M->C_GenerateKeyPair(session, mechanism, template, count, private_template, private_count, made, private_key);
        if (rv == CKR_OK)
            keep_object(*private_key);
        break;
    }
    }

    if (rv == CKR_OK)
        keep_object(*made);
    return rv;
}

static CK_RV call_search(enum function function, CK_SESSION_HANDLE session)
{
    if (function == F_C_FindObjectsFinal)
        return M->C_FindObjectsFinal(session);
    CK_ULONG room = below(40);
    CK_OBJECT_HANDLE *found = chance(97) ? take(room * sizeof *found) : NULL;
    CK_ULONG *count = place(sizeof *count);
    CK_RV rv = M->C_FindObjects(session, found, room, count);
    if (rv != CKR_OK)
        return rv;
    CHECK(*count <= room);
    for (CK_ULONG i = 0; i < *count; i++)
        keep_object(found[i]);
    return rv;
}

static CK_RV call_operation(enum function function)
{
    CK_SESSION_HANDLE session;
    if (!chance(60) || !prepare_operation(function, &session))
        session = any_session();
    CK_ULONG length;
    CK_ULONG *written;
    CK_BYTE *output = any_output(&written);
    CK_BYTE *input = any_input(&length);
    CK_ULONG room = written != NULL ? *written : 0;
    CK_RV rv;
    if ((function == F_C_Encrypt || function == F_C_Decrypt || function == F_C_DecryptUpdate) && chance(60))
        length -= length % 16;
    switch (function)
    {
    case F_C_EncryptInit: return M->C_EncryptInit(session, any_mechanism(false), any_object());
    case F_C_DecryptInit: return M->C_DecryptInit(session, any_mechanism(false), any_object());
    case F_C_SignInit: return M->C_SignInit(session, any_mechanism(false), any_object());
    case F_C_VerifyInit: return M->C_VerifyInit(session, any_mechanism(false), any_object());
    case F_C_DigestInit: return M->C_DigestInit(session, any_mechanism(false));
    case F_C_DigestUpdate: return M->C_DigestUpdate(session, input, length);
    case F_C_SignUpdate: return M->C_SignUpdate(session, input, length);
    case F_C_VerifyUpdate: return M->C_VerifyUpdate(session, input, length);
    case F_C_Verify: return M->C_Verify(session, input, length, output, room);
    case F_C_VerifyFinal: return M->C_VerifyFinal(session, output, room);
    case F_C_FindObjects: case F_C_FindObjectsFinal: return call_search(function, session);
    case F_C_Encrypt: rv = M->C_Encrypt(session, input, length, output, written); break;
    case F_C_EncryptUpdate: rv = M->C_EncryptUpdate(session, input, length, output, written); break;
    case F_C_EncryptFinal: rv = M->C_EncryptFinal(session, output, written); break;
    case F_C_Decrypt: rv = M->C_Decrypt(session, input, length, output, written); break;
    case F_C_DecryptUpdate: rv = M->C_DecryptUpdate(session, input, length, output, written); break;
    case F_C_DecryptFinal: rv = M->C_DecryptFinal(session, output, written); break;
    case F_C_Digest: rv = M->C_Digest(session, input, length, output, written); break;
    case F_C_DigestFinal: rv = M->C_DigestFinal(session, output, written); break;
    case F_C_Sign: rv = M->C_Sign(session, input, length, output, written); break;
    default: rv = M->C_SignFinal(session, output, written); break;
    }

    CHECK(rv != CKR_OK || output == NULL || *written <= room);
    return rv;
}

/* Functions that no token supports, and that report this. */
static CK_RV call_refused(enum function function)
{
    CK_SESSION_HANDLE session = any_session();
    CK_ULONG length;
    CK_ULONG *written;
    CK_BYTE *output = any_output(&written);
    CK_BYTE *input = any_input(&length);
    CK_MECHANISM *mechanism = any_mechanism(false);
    CK_OBJECT_HANDLE *made = place(sizeof *made);
    switch (function)
    {
    case F_C_GetOperationState: return M->C_GetOperationState(session, output, written);
    case F_C_SetOperationState: return M->C_SetOperationState(session, input, length, any_object(), any_object());
    case F_C_DigestKey: return M->C_DigestKey(session, any_object());
    case F_C_SignRecoverInit: return M->C_SignRecoverInit(session, mechanism, any_object());
    case F_C_SignRecover: return M->C_SignRecover(session, input, length, output, written);
    case F_C_VerifyRecoverInit: return M->C_VerifyRecoverInit(session, mechanism, any_object());
    case F_C_VerifyRecover: return M->C_VerifyRecover(session, input, length, output, written);
    case F_C_DigestEncryptUpdate: return M->C_DigestEncryptUpdate(session, input, length, output, written);
    case F_C_DecryptDigestUpdate: return M->C_DecryptDigestUpdate(session, input, length, output, written);
    case F_C_SignEncryptUpdate: return M->C_SignEncryptUpdate(session, input, length, output, written);
    case F_C_DecryptVerifyUpdate: return M->C_DecryptVerifyUpdate(session, input, length, output, written);
    case F_C_WrapKey: return M->C_WrapKey(session, mechanism, any_object(), any_object(), output, written);
    case F_C_UnwrapKey: return M->C_UnwrapKey(session, mechanism, any_object(), input, length, NULL, 0, made);
    case F_C_DeriveKey: return M->C_DeriveKey(session, mechanism, any_object(), NULL, 0, made);
    case F_C_GetFunctionStatus: return M->C_GetFunctionStatus(session);
    default: return M->C_CancelFunction(session);
    }
}

static CK_RV call_random(enum function function)
{
    CK_SESSION_HANDLE session = any_session();
    CK_ULONG length;
    CK_BYTE *bytes = any_input(&length);
    return function == F_C_SeedRandom ? M->C_SeedRandom(session, bytes, length) : M->C_GenerateRandom(session, bytes, length);
}

static CK_RV call_module(enum function function)
{
    CK_C_INITIALIZE_ARGS arguments = {.flags = below(4), .pReserved = chance(95) ? NULL : &arguments};
    /* Seldom called, since it ends all sessions. */
    if (function == F_C_Finalize && (world.mode != ANYTHING || !chance(2)))
        return M->C_Finalize(&arguments);
    CK_RV rv = function == F_C_Finalize ? M->C_Finalize(NULL) : M->C_Initialize(chance(50) ? NULL : &arguments);
    if (rv == CKR_OK)
    {
        world.is_initialized = function == F_C_Initialize;
        world.session_count = 0;
        world.object_count = 0;
    }

    return rv;
}

CK_RV call(enum function function)
{
    switch (function)
    {
    case F_C_Initialize: case F_C_Finalize:
        return call_module(function);
    case F_C_GetInfo: case F_C_GetFunctionList: case F_C_GetSlotList: case F_C_GetSlotInfo: case F_C_GetTokenInfo: case F_C_GetMechanismList:
    case F_C_GetMechanismInfo: case F_C_WaitForSlotEvent:
        return call_general(function);
    case F_C_InitToken: case F_C_InitPIN: case F_C_SetPIN:
        return call_administration(function);
    case F_C_OpenSession: case F_C_CloseSession: case F_C_CloseAllSessions: case F_C_GetSessionInfo: case F_C_Login: case F_C_Logout:
        return call_sessions(function);
    case F_C_CreateObject: case F_C_CopyObject: case F_C_DestroyObject: case F_C_GetObjectSize: case F_C_GetAttributeValue:
    case F_C_SetAttributeValue: case F_C_FindObjectsInit: case F_C_GenerateKey: case F_C_GenerateKeyPair:
        return call_objects(function);
    case F_C_GetOperationState: case F_C_SetOperationState: case F_C_DigestKey: case F_C_SignRecoverInit: case F_C_SignRecover:
    case F_C_VerifyRecoverInit: case F_C_VerifyRecover: case F_C_DigestEncryptUpdate: case F_C_DecryptDigestUpdate: case F_C_SignEncryptUpdate:
    case F_C_DecryptVerifyUpdate: case F_C_WrapKey: case F_C_UnwrapKey: case F_C_DeriveKey: case F_C_GetFunctionStatus: case F_C_CancelFunction:
        return call_refused(function);
    case F_C_SeedRandom: case F_C_GenerateRandom:
        return call_random(function);
    default:
        return call_operation(function);
    }
}
