/* The login state according to PKCS#11 v2.40 sections 5.5 and 5.6: each return value is predicted. No other code opens or closes sessions
 * meanwhile. */
#include "random.h"

#define CKR_PIN_INCORRECT 0xA0UL
#define CKR_PIN_LEN_RANGE 0xA2UL
#define CKR_SESSION_PARALLEL_NOT_SUPPORTED 0xB4UL
#define CKR_SESSION_READ_ONLY 0xB5UL
#define CKR_SESSION_EXISTS 0xB6UL
#define CKR_SESSION_READ_ONLY_EXISTS 0xB7UL
#define CKR_SESSION_READ_WRITE_SO_EXISTS 0xB8UL
#define CKR_OPERATION_NOT_INITIALIZED 0x91UL
#define CKR_USER_ALREADY_LOGGED_IN 0x100UL
#define CKR_USER_NOT_LOGGED_IN 0x101UL
#define CKR_USER_TYPE_INVALID 0x103UL
#define CKR_USER_ANOTHER_ALREADY_LOGGED_IN 0x104UL

enum user { NOBODY, USER, OFFICER };

static enum user user;

#define M world.module

static void expect(enum function function, CK_RV expected, CK_RV rv)
{
    note(function, rv);
    if (rv != expected)
        fprintf(stderr, "%s answered 0x%lX in the place of 0x%lX (logged in: %d)\n", function_names[function], rv, expected, user);
    CHECK(rv == expected);
}

/* Returns NULL for a handle without a session. */
static const struct session *pick_session(CK_SESSION_HANDLE *handle)
{
    if (world.session_count == 0 || chance(5))
    {
        *handle = UNUSED_SESSION;
        return NULL;
    }

    const struct session *session = &world.sessions[below((unsigned long)world.session_count)];
    *handle = session->handle;
    return session;
}

static CK_UTF8CHAR *text(const char *pin, CK_ULONG *length)
{
    *length = strlen(pin);
    return memcpy(take(*length), pin, *length);
}

static void open_one(void)
{
    CK_SESSION_HANDLE session = 0;
    bool is_read_write = chance(50);
    bool is_serial = chance(95);
    CK_RV expected = !is_serial ? CKR_SESSION_PARALLEL_NOT_SUPPORTED
        : user == OFFICER && !is_read_write ? CKR_SESSION_READ_WRITE_SO_EXISTS : CKR_OK;
    if (world.session_count == SESSIONS)
        return;
    CK_FLAGS flags = (is_serial ? CKF_SERIAL_SESSION : 0) | (is_read_write ? CKF_RW_SESSION : 0);
    expect(F_C_OpenSession, expected, M->C_OpenSession(0, flags, NULL, NULL, &session));
    if (expected == CKR_OK)
        keep_session(session, is_read_write);
}

static void close_some(void)
{
    CK_SESSION_HANDLE handle;
    if (chance(10))
    {
        expect(F_C_CloseAllSessions, CKR_OK, M->C_CloseAllSessions(0));
        world.session_count = 0;
    }
    else
    {
        bool is_open = pick_session(&handle) != NULL;
        expect(F_C_CloseSession, is_open ? CKR_OK : CKR_SESSION_HANDLE_INVALID, M->C_CloseSession(handle));
        drop_session(handle);
    }

    /* Closing the last session ends the login. */
    if (world.session_count == 0)
        user = NOBODY;
}

static bool has_read_only(void)
{
    for (int i = 0; i < world.session_count; i++)
        if (!world.sessions[i].is_read_write)
            return true;
    return false;
}

static CK_RV login_answer(bool is_open, CK_USER_TYPE who, bool is_right)
{
    if (!is_open)
        return CKR_SESSION_HANDLE_INVALID;
    if (who > 2)
        return CKR_USER_TYPE_INVALID;
    if (who == 2)
        return CKR_OPERATION_NOT_INITIALIZED;
    enum user wanted = who == CKU_SO ? OFFICER : USER;
    if (user != NOBODY)
        return user == wanted ? CKR_USER_ALREADY_LOGGED_IN : CKR_USER_ANOTHER_ALREADY_LOGGED_IN;
    if (wanted == OFFICER && has_read_only())
        return CKR_SESSION_READ_ONLY_EXISTS;
    return is_right ? CKR_OK : CKR_PIN_INCORRECT;
}

static void log_in(void)
{
    CK_SESSION_HANDLE handle;
    CK_ULONG length;
    bool is_open = pick_session(&handle) != NULL;
    bool is_right = chance(70);
    CK_USER_TYPE who = chance(50) ? CKU_USER : chance(80) ? CKU_SO : below(6);
    CK_UTF8CHAR *pin = text(!is_right ? "no such pin" : who == CKU_SO ? world.officer_pin.text : world.user_pin.text, &length);
    CK_RV expected = login_answer(is_open, who, is_right);
    expect(F_C_Login, expected, M->C_Login(handle, who, pin, length));
    if (expected == CKR_OK)
        user = who == CKU_SO ? OFFICER : USER;
}

static void log_out(void)
{
    CK_SESSION_HANDLE handle;
    bool is_open = pick_session(&handle) != NULL;
    CK_RV expected = !is_open ? CKR_SESSION_HANDLE_INVALID : user == NOBODY ? CKR_USER_NOT_LOGGED_IN : CKR_OK;
    expect(F_C_Logout, expected, M->C_Logout(handle));
    if (expected == CKR_OK)
        user = NOBODY;
}

static void show_state(void)
{
    static const CK_ULONG states[][2] = {[NOBODY] = {0, 2}, [USER] = {1, 3}, [OFFICER] = {4, 4}};
    CK_SESSION_HANDLE handle;
    const struct session *session = pick_session(&handle);
    CK_ULONG *info = take(4 * sizeof *info);
    expect(F_C_GetSessionInfo, session != NULL ? CKR_OK : CKR_SESSION_HANDLE_INVALID, M->C_GetSessionInfo(handle, (CK_SESSION_INFO *)info));
    if (session != NULL)
        CHECK(info[1] == states[user][session->is_read_write] && (info[2] & CKF_RW_SESSION) == (session->is_read_write ? CKF_RW_SESSION : 0));
}

static void set_pins(void)
{
    static unsigned number;
    CK_SESSION_HANDLE handle;
    CK_ULONG length;
    CK_ULONG new_length;
    const struct session *session = pick_session(&handle);
    bool is_short = chance(10);
    bool is_right = chance(80);
    bool is_first = chance(40);
    bool is_officers = user == OFFICER && !is_first;
    struct pin changed;
    snprintf(changed.text, sizeof changed.text, is_short ? "%u" : "pin number %u", is_short ? 1 : number++);
    struct pin *pin = is_officers ? &world.officer_pin : &world.user_pin;
    CK_UTF8CHAR *old_text = text(is_right ? pin->text : "no such pin", &length);
    CK_UTF8CHAR *new_text = text(changed.text, &new_length);
    CK_RV expected = session == NULL ? CKR_SESSION_HANDLE_INVALID
        : is_first && user != OFFICER ? CKR_USER_NOT_LOGGED_IN
        : !is_first && !session->is_read_write ? CKR_SESSION_READ_ONLY
        : is_short ? CKR_PIN_LEN_RANGE
        : is_first || is_right ? CKR_OK : CKR_PIN_INCORRECT;
    if (is_first)
        expect(F_C_InitPIN, expected, M->C_InitPIN(handle, new_text, new_length));
    else
        expect(F_C_SetPIN, expected, M->C_SetPIN(handle, old_text, length, new_text, new_length));
    if (expected == CKR_OK)
        *pin = changed;
}

/* Only the user may create a private object, in the session or on the token. */
static void make_private_object(void)
{
    CK_ULONG class = 0;
    CK_BBOOL yes = 1;
    CK_BBOOL is_on_token = chance(30);
    CK_SESSION_HANDLE handle;
    CK_OBJECT_HANDLE object = 0;
    const struct session *session = pick_session(&handle);
    struct attribute template[] = {{0, &class, sizeof class}, {1, &is_on_token, 1}, {2, &yes, 1}};
    CK_RV expected = session == NULL ? CKR_SESSION_HANDLE_INVALID
        : is_on_token && !session->is_read_write ? CKR_SESSION_READ_ONLY
        : user != USER ? CKR_USER_NOT_LOGGED_IN : CKR_OK;
    CK_RV rv = M->C_CreateObject(handle, (CK_ATTRIBUTE *)template, 3, &object);
    if (rv == 0x31 && expected == CKR_OK)
        return; /* CKR_DEVICE_MEMORY: the other calls filled the token. */
    expect(F_C_CreateObject, expected, rv);
    if (expected == CKR_OK)
        expect(F_C_DestroyObject, CKR_OK, M->C_DestroyObject(handle, object));
}

static void initialize_token(void)
{
    if (world.session_count == 0)
        return;
    CK_ULONG length;
    CK_UTF8CHAR *pin = text(world.officer_pin.text, &length);
    expect(F_C_InitToken, CKR_SESSION_EXISTS, M->C_InitToken(0, pin, length, memset(take(32), ' ', 32)));
}

void start_model(void)
{
    expect(F_C_CloseAllSessions, CKR_OK, M->C_CloseAllSessions(0));
    world.session_count = 0;
    user = NOBODY;
}

void call_by_model(void)
{
    static void (*const calls[])(void) = {open_one, close_some, log_in, log_in, log_out, show_state, set_pins, make_private_object, initialize_token};
    calls[below(sizeof calls / sizeof calls[0])]();
    give_back();
}
