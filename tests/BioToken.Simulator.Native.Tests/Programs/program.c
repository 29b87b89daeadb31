#define _GNU_SOURCE
#include "program.h"

#include <dlfcn.h>
#include <time.h>

void *open_library(const char *path)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL)
        fprintf(stderr, "%s\n", dlerror());
    CHECK(library != NULL);
    return library;
}

CK_FUNCTION_LIST_3_0 *functions_of(void *library)
{
    CK_RV (*get_interface)(CK_UTF8CHAR *, CK_VERSION *, CK_INTERFACE **, CK_FLAGS) = NULL;
    *(void **)&get_interface = dlsym(library, "C_GetInterface");
    CHECK(get_interface != NULL);
    CK_VERSION version = {3, 0};
    CK_INTERFACE *found = NULL;
    CHECK_RV(CKR_OK, get_interface((CK_UTF8CHAR *)"PKCS 11", &version, &found, 0));
    return found->pFunctionList;
}

CK_FUNCTION_LIST_3_0 *load(const char *path)
{
    return functions_of(open_library(path));
}

CK_RV initialize(CK_FUNCTION_LIST_3_0 *module)
{
    CK_C_INITIALIZE_ARGS arguments = {.flags = CKF_OS_LOCKING_OK};
    return module->C_Initialize(&arguments);
}

CK_SESSION_HANDLE open_session(CK_FUNCTION_LIST_3_0 *module)
{
    CK_SLOT_ID slots[16];
    CK_ULONG count = 16;
    CHECK_RV(CKR_OK, module->C_GetSlotList(1, slots, &count));
    CHECK(count > 0);
    CK_SESSION_HANDLE session = 0;
    CHECK_RV(CKR_OK, module->C_OpenSession(slots[0], CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, &session));
    return session;
}

double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}
