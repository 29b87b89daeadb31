/* Exits with the result of C_Initialize, or with 77 if the system does not treat the process as more privileged than the user who started
 * it. */
#define _GNU_SOURCE
#include "program.h"

#include <sys/auxv.h>

enum { NO_MORE_RIGHTS = 77 };

int main(int count, char **arguments)
{
    CHECK(count == 2);
    return getauxval(AT_SECURE) == 0 ? NO_MORE_RIGHTS : (int)initialize(load(arguments[1]));
}
