/* A process that forks: before C_Initialize the child may use the module; after it every call in the child fails at once. */
#define _GNU_SOURCE
#include "program.h"

#include <sys/wait.h>
#include <unistd.h>

static void wait_for(pid_t child)
{
    int status = 0;
    CHECK(waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void use(CK_FUNCTION_LIST_3_0 *module)
{
    CHECK_RV(CKR_OK, initialize(module));
    CHECK_RV(CKR_OK, module->C_CloseSession(open_session(module)));
    CHECK_RV(CKR_OK, module->C_Finalize(NULL));
}

static void check_dead(CK_FUNCTION_LIST_3_0 *module, CK_SESSION_HANDLE session)
{
    double begun = now();
    CK_ULONG count = 0;
    CHECK_RV(CKR_CRYPTOKI_NOT_INITIALIZED, module->C_GetSlotList(0, NULL, &count));
    CHECK_RV(CKR_CRYPTOKI_NOT_INITIALIZED, module->C_CloseSession(session));
    CHECK_RV(CKR_CRYPTOKI_NOT_INITIALIZED, module->C_GetFunctionStatus(session));
    CHECK_RV(CKR_CRYPTOKI_NOT_INITIALIZED, module->C_Finalize(NULL));
    CHECK_RV(CKR_GENERAL_ERROR, initialize(module));
    CHECK_RV(CKR_GENERAL_ERROR, module->C_Initialize(NULL));
    CHECK(now() - begun < 1.0);
}

int main(int argc, char **argv)
{
    CHECK(argc == 2);
    CK_FUNCTION_LIST_3_0 *module = load(argv[1]);
    pid_t early = fork();
    if (early == 0)
    {
        use(module);
        return 0;
    }

    wait_for(early);
    CHECK_RV(CKR_OK, initialize(module));
    CK_SESSION_HANDLE session = open_session(module);
    pid_t late = fork();
    if (late == 0)
    {
        check_dead(module, session);
        return 0;
    }

    wait_for(late);
    CHECK_RV(CKR_OK, module->C_CloseSession(session));
    CHECK_RV(CKR_OK, module->C_Finalize(NULL));
    use(module);
    return 0;
}
