/* C_Initialize and C_Finalize with every kind of argument, ten times, and with the library closed and opened again. */
#include "program.h"

#include <dlfcn.h>

static CK_RV create(void **mutex)
{
    *mutex = NULL;
    return CKR_OK;
}

static CK_RV use(void *mutex)
{
    (void)mutex;
    return CKR_OK;
}

static void check_arguments(CK_FUNCTION_LIST_3_0 *module)
{
    CK_C_INITIALIZE_ARGS reserved = {.pReserved = &reserved};
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_Initialize(&reserved));
    CK_C_INITIALIZE_ARGS some = {.CreateMutex = create, .flags = CKF_OS_LOCKING_OK};
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_Initialize(&some));
    CK_C_INITIALIZE_ARGS all = {create, use, use, use, 0, NULL};
    CHECK_RV(CKR_CANT_LOCK, module->C_Initialize(&all));
    CHECK_RV(CKR_CRYPTOKI_NOT_INITIALIZED, module->C_Finalize(NULL));
}

static void round_with(CK_FUNCTION_LIST_3_0 *module, CK_C_INITIALIZE_ARGS *arguments)
{
    CK_ULONG count = 0;
    CHECK_RV(CKR_CRYPTOKI_NOT_INITIALIZED, module->C_GetSlotList(0, NULL, &count));
    CHECK_RV(CKR_OK, module->C_Initialize(arguments));
    CHECK_RV(CKR_CRYPTOKI_ALREADY_INITIALIZED, module->C_Initialize(arguments));
    CK_SESSION_HANDLE session = open_session(module);
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_Finalize(&count));
    CHECK_RV(CKR_OK, module->C_FindObjectsInit(session, NULL, 0));
    CHECK_RV(CKR_OK, module->C_Finalize(NULL));
    CHECK_RV(CKR_CRYPTOKI_NOT_INITIALIZED, module->C_FindObjectsFinal(session));
    CHECK_RV(CKR_CRYPTOKI_NOT_INITIALIZED, module->C_Finalize(NULL));
}

int main(int argc, char **argv)
{
    CHECK(argc == 2);
    CK_C_INITIALIZE_ARGS kinds[] = {
        {.flags = 0},
        {.flags = CKF_OS_LOCKING_OK},
        {.flags = 1 | CKF_OS_LOCKING_OK}, /* CKF_LIBRARY_CANT_CREATE_OS_THREADS */
        {create, use, use, use, CKF_OS_LOCKING_OK, NULL},
    };
    for (int i = 0; i < 10; i++)
    {
        void *library = open_library(argv[1]);
        CK_FUNCTION_LIST_3_0 *module = functions_of(library);
        check_arguments(module);
        round_with(module, i % 5 == 4 ? NULL : &kinds[i % 5]);
        CHECK(dlclose(library) == 0);
    }

    return 0;
}
