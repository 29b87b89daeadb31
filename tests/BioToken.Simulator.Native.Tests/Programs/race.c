/* Two threads that initialize at once: one succeeds, and the other receives CKR_CRYPTOKI_ALREADY_INITIALIZED. */
#define _GNU_SOURCE
#include "program.h"

#include <pthread.h>

enum { ROUNDS = 50 };

static CK_FUNCTION_LIST_3_0 *module;
static pthread_barrier_t start;

static void *initialize_once(void *result)
{
    pthread_barrier_wait(&start);
    *(CK_RV *)result = initialize(module);
    return NULL;
}

int main(int argc, char **argv)
{
    CHECK(argc == 2);
    module = load(argv[1]);
    pthread_barrier_init(&start, NULL, 2);
    for (int i = 0; i < ROUNDS; i++)
    {
        CK_RV results[2];
        pthread_t other;
        CHECK(pthread_create(&other, NULL, initialize_once, &results[1]) == 0);
        initialize_once(&results[0]);
        pthread_join(other, NULL);
        CHECK(results[0] == CKR_OK || results[1] == CKR_OK);
        CHECK(results[0] == CKR_CRYPTOKI_ALREADY_INITIALIZED || results[1] == CKR_CRYPTOKI_ALREADY_INITIALIZED);
        CHECK_RV(CKR_OK, module->C_Finalize(NULL));
    }

    return 0;
}
