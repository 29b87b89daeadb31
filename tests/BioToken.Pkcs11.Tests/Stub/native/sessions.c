#include "stub.h"

#include <string.h>

#define HANDLE 0x51
#define PIN "1234"

static CK_ULONG session_flags;
static int is_open;
static int logged_in;

CK_REGISTER open_session(CK_ULONG slot, CK_ULONG flags, void *application, void *notify, CK_ULONG *session)
{
    if (slot != 7)
        ANSWER(SLOT_ID_INVALID);
    if (!(flags & 4))
        ANSWER(SESSION_PARALLEL_NOT_SUPPORTED);
    if (application || notify)
        ANSWER(ARGUMENTS_BAD);
    session_flags = flags;
    is_open = 1;
    *session = HANDLE;
    ANSWER(OK);
}

CK_REGISTER close_session(CK_ULONG session)
{
    if (session != HANDLE || !is_open)
        ANSWER(SESSION_HANDLE_INVALID);
    is_open = 0;
    logged_in = 0;
    ANSWER(OK);
}

CK_REGISTER get_session_info(CK_ULONG session, CK_SESSION_INFO *info)
{
    if (session != HANDLE || !is_open)
        ANSWER(SESSION_HANDLE_INVALID);
    *info = (CK_SESSION_INFO){7, (session_flags & 2 ? 2 : 0) + (logged_in ? 1 : 0), session_flags, 0x99};
    ANSWER(OK);
}

/* NULL and 0 represent a finger that matches. */
CK_REGISTER login(CK_ULONG session, CK_ULONG user, uint8_t *pin, CK_ULONG length)
{
    readings[PIN_ADDRESS] = (uint64_t)(uintptr_t)pin;
    readings[PIN_LENGTH] = length;
    if (session != HANDLE)
        ANSWER(SESSION_HANDLE_INVALID);
    if (user != 1 || (!pin && length))
        ANSWER(ARGUMENTS_BAD);
    if (pin && length < strlen(PIN))
        ANSWER(PIN_LEN_RANGE);
    if (pin && (length != strlen(PIN) || memcmp(pin, PIN, length)))
        ANSWER(PIN_INCORRECT);
    logged_in = 1;
    ANSWER(OK);
}

/* The minimum that a function can do: the benchmark measures the call itself. */
CK_REGISTER logout(CK_ULONG session)
{
    (void)session;
    ANSWER(OK);
}
