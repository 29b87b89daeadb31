/* start <library>: ends with what C_Initialize answered, as far as an exit code goes. */
#include "program.h"

int main(int argc, char **argv)
{
    CHECK(argc == 2);
    return (int)initialize(load(argv[1]));
}
