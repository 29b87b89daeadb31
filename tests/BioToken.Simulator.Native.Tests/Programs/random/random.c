/* random <library> <seed> <calls> <user PIN> <officer PIN>: that many random calls: a third without a right PIN, a third against a model of
 * the login state, a third without restrictions. Exits with 0 if no result was wrong and every function succeeded at least once. */
#define _GNU_SOURCE
#include "random.h"

#include <dlfcn.h>
#include <stdint.h>

struct world world;

#define CK_NAME(name, parameters) #name,
const char *const function_names[FUNCTIONS] = {CK_FUNCTIONS_2_40(CK_NAME)};

static uint64_t state;

unsigned long below(unsigned long limit)
{
    state += 0x9E3779B97F4A7C15U;
    uint64_t mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
    return limit == 0 ? 0 : (unsigned long)((mixed ^ (mixed >> 31)) % limit);
}

bool chance(int percent)
{
    return below(100) < (unsigned long)percent;
}

static bool is_known(CK_RV rv)
{
    static const CK_RV known[] = {
        0x0, 0x2, 0x7, 0x8, 0x10, 0x11, 0x12, 0x13, 0x1B, 0x20, 0x21, 0x30, 0x31, 0x32, 0x40, 0x41, 0x50, 0x51, 0x54, 0x60, 0x62, 0x63, 0x68, 0x70, 0x71,
        0x82, 0x90, 0x91, 0xA0, 0xA1, 0xA2, 0xA4, 0xB0, 0xB1, 0xB3, 0xB4, 0xB5, 0xB6, 0xB7, 0xB8, 0xC0, 0xC1, 0xD0, 0xD1, 0xE0, 0x100, 0x101, 0x102,
        0x103, 0x104, 0x140, 0x150, 0x190, 0x191, 0x3, 0xA};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (known[i] == rv)
            return true;
    return false;
}

/* The function's return value on success; for functions that no token supports, the code that reports this. */
static CK_RV success_of(enum function function)
{
    switch (function)
    {
    case F_C_GetOperationState: case F_C_SetOperationState: case F_C_DigestKey: case F_C_SignRecoverInit: case F_C_SignRecover:
    case F_C_VerifyRecoverInit: case F_C_VerifyRecover: case F_C_DigestEncryptUpdate: case F_C_DecryptDigestUpdate: case F_C_SignEncryptUpdate:
    case F_C_DecryptVerifyUpdate: case F_C_WrapKey: case F_C_UnwrapKey: case F_C_DeriveKey:
        return CKR_FUNCTION_NOT_SUPPORTED;
    case F_C_GetFunctionStatus: case F_C_CancelFunction:
        return CKR_FUNCTION_NOT_PARALLEL;
    default:
        return CKR_OK;
    }
}

static bool needs_pin(enum function function)
{
    return function == F_C_Login || function == F_C_Logout || function == F_C_InitToken || function == F_C_InitPIN || function == F_C_SetPIN;
}

CK_RV note(enum function function, CK_RV rv)
{
    bool is_wrong = !is_known(rv) || (rv == CKR_OK && success_of(function) != CKR_OK)
        || (rv == CKR_OK && world.mode == WITHOUT_PIN && needs_pin(function))
        || (rv == CKR_CRYPTOKI_NOT_INITIALIZED && world.is_initialized);
    if (is_wrong)
        fprintf(stderr, "call %lu: %s answered 0x%lX in mode %d\n", world.calls, function_names[function], rv, world.mode);
    CHECK(!is_wrong);
    world.calls++;
    world.successes[function] += rv == success_of(function);
    return rv;
}

/* If nobody is logged in, no private object is visible. */
static void check_privacy(void)
{
    CK_BBOOL yes = 1;
    struct attribute wanted = {2, &yes, 1};
    CK_OBJECT_HANDLE found;
    CK_ULONG count = 0;
    if (world.session_count == 0)
        return;
    CK_SESSION_HANDLE session = world.sessions[0].handle;
    note(F_C_FindObjectsFinal, world.module->C_FindObjectsFinal(session));
    if (note(F_C_FindObjectsInit, world.module->C_FindObjectsInit(session, (CK_ATTRIBUTE *)&wanted, 1)) != CKR_OK)
        return;
    CHECK_RV(CKR_OK, world.module->C_FindObjects(session, &found, 1, &count));
    CHECK(count == 0);
}

static bool changes_login(enum function function)
{
    return function == F_C_OpenSession || function == F_C_CloseSession || function == F_C_CloseAllSessions || function == F_C_Initialize
        || function == F_C_Finalize || needs_pin(function);
}

static void call_once(void)
{
    enum function function = (enum function)below(FUNCTIONS);
    if (world.mode == LOGIN_MODEL && (changes_login(function) || chance(30)))
    {
        call_by_model();
        return;
    }

    if (!world.is_initialized && chance(30))
        function = F_C_Initialize;
    note(function, call(function));
    give_back();
    if (world.mode == WITHOUT_PIN && chance(1))
        check_privacy();
}

static void run(enum mode mode, unsigned long calls)
{
    world.mode = mode;
    if (mode == LOGIN_MODEL)
        start_model();
    for (unsigned long end = world.calls + calls; world.calls < end;)
        call_once();
}

int main(int count, char **arguments)
{
    CHECK(count == 6);
    void *library = open_library(arguments[1]);
    CK_RV (*get_functions)(CK_FUNCTION_LIST **) = NULL;
    *(void **)&get_functions = dlsym(library, "C_GetFunctionList");
    CHECK(get_functions != NULL && get_functions(&world.module) == CKR_OK);
    state = strtoull(arguments[2], NULL, 10);
    unsigned long calls = strtoul(arguments[3], NULL, 10);
    snprintf(world.user_pin.text, sizeof world.user_pin.text, "%s", arguments[4]);
    snprintf(world.officer_pin.text, sizeof world.officer_pin.text, "%s", arguments[5]);
    world.is_initialized = note(F_C_Initialize, world.module->C_Initialize(NULL)) == CKR_OK;
    run(WITHOUT_PIN, calls / 3);
    run(LOGIN_MODEL, calls / 3);
    run(ANYTHING, calls - calls / 3 * 2);

    int missing = 0;
    for (int i = 0; i < FUNCTIONS; i++)
    {
        printf("%s %lu\n", function_names[i], world.successes[i]);
        if (world.successes[i] == 0)
            missing += fprintf(stderr, "%s never succeeded\n", function_names[i]) > 0;
    }

    printf("calls %lu\n", world.calls);
    return missing == 0 ? 0 : 1;
}
