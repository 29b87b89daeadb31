/* The C side of the benchmark: the same call, the same number of times, through the same table. */
#include "stub.h"

#include <time.h>

EXPORT CK_REGISTER C_GetFunctionList(CK_FUNCTION_LIST **list);

EXPORT uint64_t stub_time_loop(uint64_t calls)
{
    CK_FUNCTION_LIST *list = 0;
    C_GetFunctionList(&list);
    CK_REGISTER (*volatile function)(CK_ULONG) = (CK_REGISTER(*)(CK_ULONG))list->functions[19];
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (uint64_t i = 0; i < calls; i++)
        function(0x51);
    clock_gettime(CLOCK_MONOTONIC, &end);
    return (uint64_t)(end.tv_sec - start.tv_sec) * 1000000000ull + (uint64_t)end.tv_nsec - (uint64_t)start.tv_nsec;
}
