/* The host's signal handling stays unchanged, except for the signals that a .NET runtime requires. */
#define _GNU_SOURCE
#include "program.h"

#include <signal.h>

static const int kept[] = {SIGPIPE, SIGINT,  SIGQUIT, SIGTERM, SIGHUP,  SIGCHLD, SIGCONT,
                           SIGWINCH, SIGTSTP, SIGTTIN, SIGTTOU, SIGALRM, SIGUSR1, SIGUSR2};
enum { KEPT = sizeof kept / sizeof kept[0] };

static void handle(int signal)
{
    (void)signal;
}

static void check_kept(const struct sigaction *before)
{
    for (int i = 0; i < KEPT; i++)
    {
        struct sigaction after;
        CHECK(sigaction(kept[i], NULL, &after) == 0);
        if (before[i].sa_handler != after.sa_handler)
            fprintf(stderr, "signal %d changed\n", kept[i]);
        CHECK(before[i].sa_handler == after.sa_handler);
    }
}

int main(int argc, char **argv)
{
    CHECK(argc == 2);
    CK_FUNCTION_LIST_3_0 *module = load(argv[1]);
    signal(SIGTERM, handle);
    signal(SIGCHLD, SIG_IGN);
    struct sigaction before[KEPT];
    for (int i = 0; i < KEPT; i++)
        CHECK(sigaction(kept[i], NULL, &before[i]) == 0);
    CHECK_RV(CKR_OK, initialize(module));
    check_kept(before);
    CHECK_RV(CKR_OK, module->C_CloseSession(open_session(module)));
    check_kept(before);
    CHECK_RV(CKR_OK, module->C_Finalize(NULL));
    check_kept(before);
    return 0;
}
