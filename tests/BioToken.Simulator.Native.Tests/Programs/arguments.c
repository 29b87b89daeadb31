/* Every function with NULL pointers, with lengths of zero, and with buffers that are too small: an error, never a crash. */
#include "program.h"

struct attribute {
    CK_ULONG type;
    void *value;
    CK_ULONG length;
};

struct mechanism {
    CK_ULONG type;
    void *parameter;
    CK_ULONG length;
};

#define CKR_ATTRIBUTE_TYPE_INVALID 0x12UL
#define CKR_ATTRIBUTE_VALUE_INVALID 0x13UL
#define CKR_MECHANISM_PARAM_INVALID 0x71UL
#define CKR_OPERATION_NOT_INITIALIZED 0x91UL
#define CKR_SESSION_PARALLEL_NOT_SUPPORTED 0xB4UL
#define UNAVAILABLE ((CK_ULONG)-1)
enum { CKA_CLASS = 0, CKA_TOKEN = 1, CKA_LABEL = 3, CKA_VALUE = 0x11, CKM_SHA256 = 0x250, NO_ATTRIBUTE = 0x7FFF };

static CK_FUNCTION_LIST_3_0 *module;
static CK_SESSION_HANDLE session;
static CK_SLOT_ID slot;

static void check_slots(void)
{
    CK_ULONG count = 0;
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GetInfo(NULL));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GetSlotList(0, NULL, NULL));
    CHECK_RV(CKR_OK, module->C_GetSlotList(0, NULL, &count));
    CHECK(count == 1);
    count = 0;
    CHECK_RV(CKR_BUFFER_TOO_SMALL, module->C_GetSlotList(0, &slot, &count));
    CHECK(count == 1);
    CHECK_RV(CKR_OK, module->C_GetSlotList(0, &slot, &count));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GetSlotInfo(slot, NULL));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GetTokenInfo(slot, NULL));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GetMechanismInfo(slot, CKM_SHA256, NULL));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GetMechanismList(slot, NULL, NULL));
    CK_MECHANISM_TYPE type;
    count = 1;
    CHECK_RV(CKR_BUFFER_TOO_SMALL, module->C_GetMechanismList(slot, &type, &count));
    CHECK(count > 1);
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_InitToken(slot, (CK_UTF8CHAR *)"00000000", 8, NULL));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_InitToken(slot, NULL, 8, (CK_UTF8CHAR *)"                                "));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_WaitForSlotEvent(1, NULL, NULL));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_WaitForSlotEvent(1, &slot, &slot));
}

static void check_sessions(void)
{
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_OpenSession(slot, CKF_SERIAL_SESSION, NULL, NULL, NULL));
    CHECK_RV(CKR_SESSION_PARALLEL_NOT_SUPPORTED, module->C_OpenSession(slot, CKF_RW_SESSION, NULL, NULL, &session));
    CHECK_RV(CKR_OK, module->C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, &session));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GetSessionInfo(session, NULL));
    CHECK_RV(CKR_SESSION_HANDLE_INVALID, module->C_GetSessionInfo(UNUSED_SESSION, NULL));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_Login(session, CKU_USER, NULL, 8));
    CHECK_RV(CKR_SESSION_HANDLE_INVALID, module->C_Login(UNUSED_SESSION, CKU_USER, NULL, 8));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_InitPIN(session, NULL, 8));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_SetPIN(session, NULL, 0, (CK_UTF8CHAR *)"12345678", 8));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_SetPIN(session, (CK_UTF8CHAR *)"12345678", 8, NULL, 0));
    CHECK_RV(CKR_OK, module->C_SessionCancel(session, UNAVAILABLE));
}

static CK_OBJECT_HANDLE create_object(void)
{
    CK_ULONG class = 0;
    CK_OBJECT_HANDLE object = 0;
    struct attribute template[] = {{CKA_CLASS, &class, sizeof class}, {CKA_LABEL, "name", 4}, {CKA_VALUE, NULL, 0}};
    CK_ATTRIBUTE *attributes = (CK_ATTRIBUTE *)template;
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_CreateObject(session, attributes, 3, NULL));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_CreateObject(session, NULL, 3, &object));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_CreateObject(session, attributes, UNAVAILABLE, &object));
    CHECK_RV(CKR_SESSION_HANDLE_INVALID, module->C_CreateObject(UNUSED_SESSION, NULL, 3, &object));
    struct attribute bad[] = {{CKA_CLASS, &class, 4}, {CKA_LABEL, NULL, 4}, {CKA_LABEL, &class, UNAVAILABLE}};
    for (int i = 0; i < 3; i++)
        CHECK_RV(CKR_ATTRIBUTE_VALUE_INVALID, module->C_CreateObject(session, (CK_ATTRIBUTE *)&bad[i], 1, &object));
    CHECK_RV(CKR_OK, module->C_CreateObject(session, attributes, 3, &object));
    return object;
}

static void check_attributes(CK_OBJECT_HANDLE object)
{
    char label[8] = "########";
    char small[3];
    CK_ULONG class = 99;
    struct attribute template[] = {
        {CKA_CLASS, &class, sizeof class}, {NO_ATTRIBUTE, label, 1}, {CKA_LABEL, small, sizeof small}, {CKA_LABEL, NULL, 0},
        {CKA_LABEL, label, sizeof label}, {CKA_VALUE, NULL, 5}};
    CK_ATTRIBUTE *attributes = (CK_ATTRIBUTE *)template;
    CHECK_RV(CKR_ATTRIBUTE_TYPE_INVALID, module->C_GetAttributeValue(session, object, attributes, 6));
    CHECK(class == 0 && template[0].length == sizeof class);
    CHECK(template[1].length == UNAVAILABLE && template[2].length == UNAVAILABLE && template[3].length == 4);
    CHECK(template[4].length == 4 && memcmp(label, "name####", 8) == 0 && template[5].length == 0);
    template[2].length = sizeof small;
    CHECK_RV(CKR_BUFFER_TOO_SMALL, module->C_GetAttributeValue(session, object, (CK_ATTRIBUTE *)&template[2], 2));
    CHECK(template[2].length == UNAVAILABLE && template[3].length == 4);
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GetAttributeValue(session, object, NULL, 1));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GetAttributeValue(session, object, attributes, UNAVAILABLE));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_SetAttributeValue(session, object, NULL, 1));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_CopyObject(session, object, NULL, 1, &object));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_CopyObject(session, object, NULL, 0, NULL));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GetObjectSize(session, object, NULL));
}

static void check_search(void)
{
    CK_OBJECT_HANDLE found;
    CK_ULONG count = 7;
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_FindObjectsInit(session, NULL, 1));
    CHECK_RV(CKR_OK, module->C_FindObjectsInit(session, NULL, 0));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_FindObjects(session, NULL, 1, &count));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_FindObjects(session, &found, 1, NULL));
    CHECK_RV(CKR_OK, module->C_FindObjects(session, NULL, 0, &count));
    CHECK(count == 0);
    CHECK_RV(CKR_OK, module->C_FindObjects(session, &found, 1, &count));
    CHECK(count == 1);
    CHECK_RV(CKR_OK, module->C_FindObjectsFinal(session));
}

/* A size query and a buffer that is too small leave the operation active; a bad pointer ends it (PKCS#11 v2.40 section 5.2). */
static void check_digests(void)
{
    struct mechanism sha256 = {CKM_SHA256, NULL, 0};
    CK_BYTE digest[32];
    CK_ULONG length = 0;
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_DigestInit(session, NULL));
    CHECK_RV(CKR_OK, module->C_DigestInit(session, (CK_MECHANISM *)&sha256));
    CHECK_RV(CKR_OK, module->C_Digest(session, digest, 3, NULL, &length));
    CHECK(length == 32);
    length = 31;
    CHECK_RV(CKR_BUFFER_TOO_SMALL, module->C_Digest(session, digest, 3, digest, &length));
    CHECK(length == 32);
    CHECK_RV(CKR_OK, module->C_Digest(session, NULL, 0, digest, &length));
    CHECK(digest[0] == 0xE3 && digest[31] == 0x55);
    CHECK_RV(CKR_OK, module->C_DigestInit(session, (CK_MECHANISM *)&sha256));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_Digest(session, digest, 3, digest, NULL));
    CHECK_RV(CKR_OPERATION_NOT_INITIALIZED, module->C_Digest(session, digest, 3, digest, &length));
    CHECK_RV(CKR_OK, module->C_DigestInit(session, (CK_MECHANISM *)&sha256));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_DigestUpdate(session, NULL, 3));
    CHECK_RV(CKR_OPERATION_NOT_INITIALIZED, module->C_DigestFinal(session, digest, &length));
    sha256.length = 8;
    CHECK_RV(CKR_MECHANISM_PARAM_INVALID, module->C_DigestInit(session, (CK_MECHANISM *)&sha256));
}

/* Output over input: the digest of the original input. */
static void check_overlap(void)
{
    struct mechanism sha256 = {CKM_SHA256, NULL, 0};
    CK_BYTE place[32] = "abc";
    CK_ULONG length = sizeof place;
    CHECK_RV(CKR_OK, module->C_DigestInit(session, (CK_MECHANISM *)&sha256));
    CHECK_RV(CKR_OK, module->C_Digest(session, place, 3, place, &length));
    CHECK(place[0] == 0xBA && place[31] == 0xAD);
}

static void check_ciphers_and_signatures(void)
{
    CK_BYTE data[8] = {0};
    CK_ULONG length = sizeof data;
    CK_RV(*const transforms[])(CK_SESSION_HANDLE, CK_BYTE *, CK_ULONG, CK_BYTE *, CK_ULONG *) = {
        module->C_Encrypt, module->C_EncryptUpdate, module->C_Decrypt, module->C_DecryptUpdate, module->C_Sign, module->C_Digest};
    for (size_t i = 0; i < sizeof transforms / sizeof transforms[0]; i++)
    {
        CHECK_RV(CKR_ARGUMENTS_BAD, transforms[i](session, data, 8, data, NULL));
        CHECK_RV(CKR_ARGUMENTS_BAD, transforms[i](session, NULL, 8, data, &length));
        CHECK_RV(CKR_SESSION_HANDLE_INVALID, transforms[i](UNUSED_SESSION, NULL, 8, NULL, NULL));
        CHECK_RV(CKR_OPERATION_NOT_INITIALIZED, transforms[i](session, data, 8, data, &length));
        CHECK_RV(CKR_OPERATION_NOT_INITIALIZED, transforms[i](session, NULL, 0, NULL, &length));
    }

    CK_RV(*const finals[])(CK_SESSION_HANDLE, CK_BYTE *, CK_ULONG *) = {
        module->C_EncryptFinal, module->C_DecryptFinal, module->C_DigestFinal, module->C_SignFinal};
    for (size_t i = 0; i < sizeof finals / sizeof finals[0]; i++)
    {
        CHECK_RV(CKR_ARGUMENTS_BAD, finals[i](session, data, NULL));
        CHECK_RV(CKR_OPERATION_NOT_INITIALIZED, finals[i](session, NULL, &length));
    }

    CK_RV(*const inits[])(CK_SESSION_HANDLE, CK_MECHANISM *, CK_OBJECT_HANDLE) = {
        module->C_EncryptInit, module->C_DecryptInit, module->C_SignInit, module->C_VerifyInit};
    for (size_t i = 0; i < sizeof inits / sizeof inits[0]; i++)
    {
        CHECK_RV(CKR_ARGUMENTS_BAD, inits[i](session, NULL, 1));
        CHECK_RV(CKR_SESSION_HANDLE_INVALID, inits[i](UNUSED_SESSION, NULL, 1));
    }

    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_Verify(session, data, 8, NULL, 8));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_Verify(session, NULL, 8, data, 8));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_VerifyFinal(session, NULL, 8));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_SignUpdate(session, NULL, 8));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_VerifyUpdate(session, NULL, 8));
}

static void check_keys_and_random(void)
{
    CK_OBJECT_HANDLE key;
    CK_BYTE random[8];
    struct mechanism sha256 = {CKM_SHA256, NULL, 0};
    CK_MECHANISM *mechanism = (CK_MECHANISM *)&sha256;
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GenerateKey(session, NULL, NULL, 0, &key));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GenerateKey(session, mechanism, NULL, 0, NULL));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GenerateKey(session, mechanism, NULL, 1, &key));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GenerateKeyPair(session, NULL, NULL, 0, NULL, 0, &key, &key));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GenerateKeyPair(session, mechanism, NULL, 0, NULL, 0, NULL, &key));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GenerateKeyPair(session, mechanism, NULL, 0, NULL, 0, &key, NULL));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_SeedRandom(session, NULL, 8));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GenerateRandom(session, NULL, 8));
    CHECK_RV(CKR_OK, module->C_GenerateRandom(session, random, 0));
    CHECK_RV(CKR_OK, module->C_GenerateRandom(session, random, sizeof random));
}

static void check_refused(void)
{
    CHECK_RV(CKR_FUNCTION_NOT_SUPPORTED, module->C_GetOperationState(session, NULL, NULL));
    CHECK_RV(CKR_FUNCTION_NOT_SUPPORTED, module->C_DigestKey(session, 0));
    CHECK_RV(CKR_FUNCTION_NOT_SUPPORTED, module->C_WrapKey(session, NULL, 0, 0, NULL, NULL));
    CHECK_RV(CKR_FUNCTION_NOT_SUPPORTED, module->C_DeriveKey(session, NULL, 0, NULL, 0, NULL));
    CHECK_RV(CKR_FUNCTION_NOT_SUPPORTED, module->C_LoginUser(session, CKU_USER, NULL, 0, NULL, 0));
    CHECK_RV(CKR_FUNCTION_NOT_SUPPORTED, module->C_MessageVerifyFinal(session));
    CHECK_RV(CKR_FUNCTION_NOT_PARALLEL, module->C_GetFunctionStatus(session));
    CHECK_RV(CKR_FUNCTION_NOT_PARALLEL, module->C_CancelFunction(session));
}

int main(int argc, char **argv)
{
    CHECK(argc == 2);
    module = load(argv[1]);
    CHECK_RV(CKR_OK, initialize(module));
    check_slots();
    check_sessions();
    check_attributes(create_object());
    check_search();
    check_digests();
    check_overlap();
    check_ciphers_and_signatures();
    check_keys_and_random();
    check_refused();
    CHECK_RV(CKR_OK, module->C_Finalize(NULL));
    return 0;
}
