/* A small PKCS#11 module for tests: correct by default; stub_set makes it report wrong values in one way or another. */
#ifndef STUB_H
#define STUB_H

#include "abi.h"

#define EXPORT __attribute__((visibility("default")))

/* The settings of a test; 0 means correct. The tests' StubSetting has the same order. */
enum setting {
    FUNCTION_LIST_RESULT,    /* C_GetFunctionList returns this */
    NO_FUNCTION_LIST,        /* C_GetFunctionList returns CKR_OK and leaves NULL */
    FUNCTION_LIST_VERSION,   /* major * 256 + minor */
    NULL_FUNCTION,           /* place in the table, plus one, of a NULL entry */
    INITIALIZE_RESULT,       /* C_Initialize returns this */
    ARGUMENTS_RESULT,        /* C_Initialize returns this if it is given arguments */
    INFO_RESULT,             /* C_GetInfo returns this */
    CLAIMED_LIST_LENGTH,     /* C_GetSlotList and C_GetMechanismList report this number with CKR_OK */
    CLAIMED_FOUND,           /* C_FindObjects reports this number */
    CLAIMED_SIGNATURE,       /* C_Sign and C_Decrypt report this length */
    CLAIMED_VALUE,           /* C_GetAttributeValue reports this length of CKA_VALUE with CKR_OK and writes nothing */
    VALUE_GROWS,             /* CKA_VALUE is longer at each fetch than its reported length */
    ATTRIBUTES_RESULT,       /* C_GetAttributeValue returns this regardless of its effect */
    TOO_SMALL_TELLS_LENGTH,  /* with CKR_BUFFER_TOO_SMALL the required length is reported, not "unavailable" */
    NUMBERS_UNAVAILABLE,     /* C_GetTokenInfo reports no numbers */
    EVENT_SLOT,              /* C_WaitForSlotEvent reports this slot, once */
    SETTINGS,
};

/* The readings of a test. The tests' StubReading has the same order. */
enum reading {
    INITIALIZED,        /* times that C_Initialize succeeded */
    FINALIZED,          /* times that C_Finalize succeeded */
    INITIALIZE_FLAGS,   /* CK_C_INITIALIZE_ARGS.flags; all ones if there were no arguments */
    PIN_ADDRESS,
    PIN_LENGTH,
    ATTRIBUTE_CALLS,
    TEMPLATE_ADDRESS,   /* of the last C_CreateObject or C_FindObjectsInit */
    READINGS,
};

struct attribute {
    uint64_t type;
    uint32_t length;
    uint8_t *value;
};

extern uint64_t settings[SETTINGS];
extern uint64_t readings[READINGS];

CK_REGISTER initialize(CK_INITIALIZE_ARGS *arguments);
CK_REGISTER finalize(void *reserved);
CK_REGISTER get_info(CK_INFO *info);

CK_REGISTER get_slot_list(uint8_t present, CK_ULONG *slots, CK_ULONG *count);
CK_REGISTER get_slot_info(CK_ULONG slot, CK_SLOT_INFO *info);
CK_REGISTER get_token_info(CK_ULONG slot, CK_TOKEN_INFO *info);
CK_REGISTER get_mechanism_list(CK_ULONG slot, CK_ULONG *mechanisms, CK_ULONG *count);
CK_REGISTER get_mechanism_info(CK_ULONG slot, CK_ULONG mechanism, CK_MECHANISM_INFO *info);
CK_REGISTER wait_for_slot_event(CK_ULONG flags, CK_ULONG *slot, void *reserved);

CK_REGISTER open_session(CK_ULONG slot, CK_ULONG flags, void *application, void *notify, CK_ULONG *session);
CK_REGISTER close_session(CK_ULONG session);
CK_REGISTER get_session_info(CK_ULONG session, CK_SESSION_INFO *info);
CK_REGISTER login(CK_ULONG session, CK_ULONG user, uint8_t *pin, CK_ULONG length);
CK_REGISTER logout(CK_ULONG session);

CK_REGISTER create_object(CK_ULONG session, CK_ATTRIBUTE *attributes, CK_ULONG count, CK_ULONG *object);
CK_REGISTER destroy_object(CK_ULONG session, CK_ULONG object);
CK_REGISTER get_attribute_value(CK_ULONG session, CK_ULONG object, CK_ATTRIBUTE *attributes, CK_ULONG count);
CK_REGISTER find_objects_init(CK_ULONG session, CK_ATTRIBUTE *attributes, CK_ULONG count);
CK_REGISTER find_objects(CK_ULONG session, CK_ULONG *objects, CK_ULONG room, CK_ULONG *found);
CK_REGISTER find_objects_final(CK_ULONG session);

CK_REGISTER decrypt_init(CK_ULONG session, CK_MECHANISM *mechanism, CK_ULONG key);
CK_REGISTER decrypt(CK_ULONG session, uint8_t *encrypted, CK_ULONG length, uint8_t *data, CK_ULONG *data_length);
CK_REGISTER sign_init(CK_ULONG session, CK_MECHANISM *mechanism, CK_ULONG key);
CK_REGISTER sign(CK_ULONG session, uint8_t *data, CK_ULONG length, uint8_t *signature, CK_ULONG *signature_length);

#endif
