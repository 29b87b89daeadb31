/* A process that ends without C_Finalize while a login waits for a finger: it ends cleanly and at once. */
#define _GNU_SOURCE
#include "program.h"

#include <pthread.h>
#include <unistd.h>

static CK_FUNCTION_LIST_3_0 *module;

static void *wait_for_finger(void *session)
{
    CK_UTF8CHAR pin[] = "83746502";
    module->C_Login(*(CK_SESSION_HANDLE *)session, CKU_USER, pin, sizeof pin - 1);
    fputs("The login came back.\n", stderr);
    return NULL;
}

int main(int argc, char **argv)
{
    CHECK(argc == 2);
    module = load(argv[1]);
    CHECK_RV(CKR_OK, initialize(module));
    CK_SESSION_HANDLE session = open_session(module);
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, wait_for_finger, &session) == 0);
    usleep(300 * 1000);
    puts("leaving");
    return 0;
}
