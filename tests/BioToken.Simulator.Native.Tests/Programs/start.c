/* start <library>: exits with the result of C_Initialize, as far as an exit code can hold it. */
#include "program.h"

int main(int argc, char **argv)
{
    CHECK(argc == 2);
    return (int)initialize(load(argv[1]));
}
