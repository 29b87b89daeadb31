/* threads <library> <rounds>: in every round sixteen threads work, and one of them finalizes the module meanwhile. */
#define _GNU_SOURCE
#include "program.h"

#include <dlfcn.h>
#include <pthread.h>

enum { THREADS = 16 };

static CK_FUNCTION_LIST_3_0 *module;
static pthread_barrier_t start;

/* Allowed return values while another thread calls C_Finalize. */
static int is_expected(CK_RV rv)
{
    return rv == CKR_OK || rv == CKR_CRYPTOKI_NOT_INITIALIZED || rv == CKR_SESSION_HANDLE_INVALID || rv == CKR_SESSION_CLOSED;
}

static void work(void)
{
    CK_SLOT_ID slots[16];
    CK_ULONG count = 16;
    CK_SESSION_HANDLE session = 0;
    CK_OBJECT_HANDLE objects[8];
    CK_RV rv = module->C_GetSlotList(1, slots, &count);
    CHECK(is_expected(rv));
    if (rv != CKR_OK)
        return;
    rv = module->C_OpenSession(slots[0], CKF_SERIAL_SESSION, NULL, NULL, &session);
    CHECK(is_expected(rv));
    if (rv != CKR_OK)
        return;
    CHECK(is_expected(module->C_FindObjectsInit(session, NULL, 0)) && is_expected(module->C_GetFunctionList(&(CK_FUNCTION_LIST *){NULL})));
    rv = module->C_FindObjects(session, objects, 8, &count);
    CHECK(is_expected(rv) || rv == 0x91UL); /* CKR_OPERATION_NOT_INITIALIZED: the search was not begun */
    CHECK(is_expected(module->C_CloseSession(session)));
}

static void *run(void *index)
{
    pthread_barrier_wait(&start);
    for (int i = 0; i < 5; i++)
        work();
    if (*(int *)index == 0)
        CHECK_RV(CKR_OK, module->C_Finalize(NULL));
    work();
    return NULL;
}

int main(int argc, char **argv)
{
    CHECK(argc == 3);
    int rounds = atoi(argv[2]);
    pthread_barrier_init(&start, NULL, THREADS);
    for (int round = 0; round < rounds; round++)
    {
        void *library = open_library(argv[1]);
        module = functions_of(library);
        CHECK_RV(CKR_OK, initialize(module));
        pthread_t threads[THREADS];
        int indexes[THREADS];
        for (int i = 0; i < THREADS; i++)
        {
            indexes[i] = i;
            CHECK(pthread_create(&threads[i], NULL, run, &indexes[i]) == 0);
        }

        for (int i = 0; i < THREADS; i++)
            pthread_join(threads[i], NULL);
        CHECK(dlclose(library) == 0);
    }

    return 0;
}
