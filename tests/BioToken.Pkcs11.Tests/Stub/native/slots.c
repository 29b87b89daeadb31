#include "stub.h"

#include <string.h>

/* The second id has its highest bit set in either width: it must not be returned sign-extended. */
static const CK_ULONG slot_ids[] = {7, (CK_ULONG)1 << (sizeof(CK_ULONG) * 8 - 1)};
static const CK_ULONG mechanism_types[] = {0x1, 0x40, 0xD, 0x80000001};

static void pad(char *field, size_t length, const char *text)
{
    memset(field, ' ', length);
    memcpy(field, text, strlen(text));
}

static CK_REGISTER list(const CK_ULONG *source, CK_ULONG available, CK_ULONG *target, CK_ULONG *count)
{
    CK_ULONG room = *count;
    *count = available;
    if (settings[CLAIMED_LIST_LENGTH])
        *count = (CK_ULONG)settings[CLAIMED_LIST_LENGTH];
    if (!target)
        ANSWER(OK);
    if (room < available)
        ANSWER(BUFFER_TOO_SMALL);
    memcpy(target, source, available * sizeof *source);
    ANSWER(OK);
}

CK_REGISTER get_slot_list(uint8_t present, CK_ULONG *slots, CK_ULONG *count)
{
    return list(slot_ids, present ? 1 : 2, slots, count);
}

CK_REGISTER get_slot_info(CK_ULONG slot, CK_SLOT_INFO *info)
{
    pad(info->description, sizeof info->description, "USB reader");
    pad(info->manufacturer, sizeof info->manufacturer, "Stub maker");
    if (slot == slot_ids[1]) {
        info->flags = 0x6;
    } else if (slot == slot_ids[0]) {
        info->flags = 0x7;
    } else {
        ANSWER(SLOT_ID_INVALID);
    }
    info->hardware = (CK_VERSION){1, 2};
    info->firmware = (CK_VERSION){3, 4};
    ANSWER(OK);
}

CK_REGISTER get_token_info(CK_ULONG slot, CK_TOKEN_INFO *info)
{
    if (slot != slot_ids[0])
        ANSWER(SLOT_ID_INVALID);
    memset(info, 0xFF, sizeof *info);
    pad(info->label, sizeof info->label, "Stub token");
    pad(info->manufacturer, sizeof info->manufacturer, "Stub maker");
    pad(info->model, sizeof info->model, "ST-1");
    pad(info->serial, sizeof info->serial, "0123456789ABCDEF");
    info->flags = 0x10D | 0x40 | 0x20000;
    info->hardware = (CK_VERSION){1, 2};
    info->firmware = (CK_VERSION){3, 4};
    pad(info->utc_time, sizeof info->utc_time, "2026010203040500");
    if (settings[NUMBERS_UNAVAILABLE])
        ANSWER(OK);
    info->max_sessions = 0;
    info->sessions = 1;
    info->max_rw_sessions = 0;
    info->rw_sessions = 0;
    info->max_pin = 16;
    info->min_pin = 4;
    info->total_public = 65536;
    info->free_public = 40000;
    info->total_private = 32768;
    info->free_private = 30000;
    ANSWER(OK);
}

CK_REGISTER get_mechanism_list(CK_ULONG slot, CK_ULONG *mechanisms, CK_ULONG *count)
{
    if (slot != slot_ids[0])
        ANSWER(SLOT_ID_INVALID);
    return list(mechanism_types, sizeof mechanism_types / sizeof *mechanism_types, mechanisms, count);
}

CK_REGISTER get_mechanism_info(CK_ULONG slot, CK_ULONG mechanism, CK_MECHANISM_INFO *info)
{
    if (slot != slot_ids[0])
        ANSWER(SLOT_ID_INVALID);
    if (mechanism != mechanism_types[0])
        ANSWER(MECHANISM_INVALID);
    *info = (CK_MECHANISM_INFO){1024, 4096, 0x2801};
    ANSWER(OK);
}

CK_REGISTER wait_for_slot_event(CK_ULONG flags, CK_ULONG *slot, void *reserved)
{
    if (flags != 1 || reserved)
        ANSWER(ARGUMENTS_BAD);
    if (!settings[EVENT_SLOT])
        ANSWER(NO_EVENT);
    *slot = (CK_ULONG)settings[EVENT_SLOT];
    settings[EVENT_SLOT] = 0;
    ANSWER(OK);
}
