/* Ends with what C_Initialize answers, or with 77 where the system does not take the process for one with more rights than who started
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
