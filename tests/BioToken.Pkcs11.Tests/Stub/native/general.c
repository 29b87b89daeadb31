#include "stub.h"

#include <string.h>

uint64_t settings[SETTINGS];
uint64_t readings[READINGS];

static int initialized;

static CK_REGISTER not_supported(void)
{
    ANSWER(FUNCTION_NOT_SUPPORTED);
}

CK_REGISTER initialize(CK_INITIALIZE_ARGS *arguments)
{
    readings[INITIALIZE_FLAGS] = arguments ? arguments->flags : UINT64_MAX;
    if (settings[INITIALIZE_RESULT])
        ANSWER(settings[INITIALIZE_RESULT]);
    if (arguments && settings[ARGUMENTS_RESULT])
        ANSWER(settings[ARGUMENTS_RESULT]);
    if (arguments && (arguments->reserved || arguments->callbacks[0] || arguments->callbacks[3]))
        ANSWER(ARGUMENTS_BAD);
    if (initialized)
        ANSWER(CRYPTOKI_ALREADY_INITIALIZED);
    initialized = 1;
    readings[INITIALIZED]++;
    ANSWER(OK);
}

CK_REGISTER finalize(void *reserved)
{
    if (reserved)
        ANSWER(ARGUMENTS_BAD);
    if (!initialized)
        ANSWER(CRYPTOKI_NOT_INITIALIZED);
    initialized = 0;
    readings[FINALIZED]++;
    ANSWER(OK);
}

CK_REGISTER get_info(CK_INFO *info)
{
    if (settings[INFO_RESULT])
        ANSWER(settings[INFO_RESULT]);
    info->cryptoki_version = (CK_VERSION){2, 40};
    memset(info->manufacturer, ' ', sizeof info->manufacturer);
    memcpy(info->manufacturer, "Stub maker", 10);
    info->flags = 0;
    /* Padded with NULs, as in some modules, and not UTF-8 at its end. */
    memset(info->description, 0, sizeof info->description);
    memcpy(info->description, "Stub \xB0", 6);
    info->library_version = (CK_VERSION){1, 7};
    ANSWER(OK);
}

static CK_FUNCTION_LIST table;

EXPORT CK_REGISTER C_GetFunctionList(CK_FUNCTION_LIST **list)
{
    if (settings[FUNCTION_LIST_RESULT])
        ANSWER(settings[FUNCTION_LIST_RESULT]);
    if (settings[NO_FUNCTION_LIST])
        ANSWER(OK);
    table.version = (CK_VERSION){2, 40};
    if (settings[FUNCTION_LIST_VERSION])
        table.version = (CK_VERSION){(uint8_t)(settings[FUNCTION_LIST_VERSION] >> 8), (uint8_t)settings[FUNCTION_LIST_VERSION]};
    for (int i = 0; i < FUNCTIONS; i++)
        table.functions[i] = not_supported;
    table.functions[0] = initialize;
    table.functions[1] = finalize;
    table.functions[2] = get_info;
    table.functions[3] = C_GetFunctionList;
    table.functions[4] = get_slot_list;
    table.functions[5] = get_slot_info;
    table.functions[6] = get_token_info;
    table.functions[7] = get_mechanism_list;
    table.functions[8] = get_mechanism_info;
    table.functions[12] = open_session;
    table.functions[13] = close_session;
    table.functions[15] = get_session_info;
    table.functions[18] = login;
    table.functions[19] = logout;
    table.functions[20] = create_object;
    table.functions[22] = destroy_object;
    table.functions[24] = get_attribute_value;
    table.functions[26] = find_objects_init;
    table.functions[27] = find_objects;
    table.functions[28] = find_objects_final;
    table.functions[33] = decrypt_init;
    table.functions[34] = decrypt;
    table.functions[42] = sign_init;
    table.functions[43] = sign;
    table.functions[67] = wait_for_slot_event;
    if (settings[NULL_FUNCTION])
        table.functions[settings[NULL_FUNCTION] - 1] = NULL;
    *list = &table;
    ANSWER(OK);
}

EXPORT void stub_set(int setting, uint64_t value)
{
    settings[setting] = value;
}

EXPORT uint64_t stub_get(int reading)
{
    return readings[reading];
}
