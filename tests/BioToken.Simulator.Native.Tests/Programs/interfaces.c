/* The lists of functions and interfaces, which are available before C_Initialize. */
#include "program.h"

#include <dlfcn.h>

static void check_full(const void *list, size_t size)
{
    void *const *entries = (void *const *)((const char *)list + sizeof(void *));
    for (size_t i = 0; i < size / sizeof(void *) - 1; i++)
        CHECK(entries[i] != NULL);
}

static void check_by_name(void *library, CK_FUNCTION_LIST_3_0 *module)
{
    CK_RV (*initialize_by_name)(void *) = NULL;
    *(void **)&initialize_by_name = dlsym(library, "C_Initialize");
    CHECK(initialize_by_name == module->C_Initialize);
    CHECK(dlsym(library, "C_MessageVerifyFinal") != NULL && dlsym(library, "C_WaitForSlotEvent") != NULL);
}

static void check_refusals(CK_FUNCTION_LIST_3_0 *module)
{
    CK_INTERFACE *found = NULL;
    CK_VERSION unknown = {2, 99};
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GetInterface((CK_UTF8CHAR *)"other", NULL, &found, 0));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GetInterface(NULL, &unknown, &found, 0));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GetInterface(NULL, NULL, &found, 1)); /* CKF_INTERFACE_FORK_SAFE */
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GetInterface(NULL, NULL, NULL, 0));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GetInterfaceList(NULL, NULL));
    CHECK_RV(CKR_ARGUMENTS_BAD, module->C_GetFunctionList(NULL));
}

int main(int argc, char **argv)
{
    CHECK(argc == 2);
    void *library = open_library(argv[1]);
    CK_FUNCTION_LIST_3_0 *module = functions_of(library);
    CHECK(module->version.major == 3 && module->version.minor == 0);
    check_full(module, sizeof *module);

    CK_FUNCTION_LIST *old = NULL;
    CHECK_RV(CKR_OK, module->C_GetFunctionList(&old));
    CHECK(old->version.major == 2 && old->version.minor == 40);
    check_full(old, sizeof *old);

    CK_INTERFACE *standard = NULL;
    CHECK_RV(CKR_OK, module->C_GetInterface(NULL, NULL, &standard, 0));
    CHECK(standard->pFunctionList == module && strcmp(standard->pInterfaceName, "PKCS 11") == 0);
    CK_VERSION version = {2, 40};
    CHECK_RV(CKR_OK, module->C_GetInterface(NULL, &version, &standard, 0));
    CHECK(standard->pFunctionList == old);

    CK_INTERFACE list[2];
    CK_ULONG count = 0;
    CHECK_RV(CKR_OK, module->C_GetInterfaceList(NULL, &count));
    CHECK(count == 2);
    count = 1;
    CHECK_RV(CKR_BUFFER_TOO_SMALL, module->C_GetInterfaceList(list, &count));
    CHECK(count == 2);
    CHECK_RV(CKR_OK, module->C_GetInterfaceList(list, &count));
    CHECK(list[0].pFunctionList == module && list[1].pFunctionList == old);
    check_by_name(library, module);
    check_refusals(module);

    CHECK_RV(CKR_OK, initialize(module));
    CK_INFO info;
    CHECK_RV(CKR_OK, module->C_GetInfo(&info));
    CHECK(info.cryptokiVersion.major == 3);
    CHECK_RV(CKR_OK, old->C_GetInfo(&info));
    CHECK(info.cryptokiVersion.major == 2 && info.cryptokiVersion.minor == 40);
    return 0;
}
