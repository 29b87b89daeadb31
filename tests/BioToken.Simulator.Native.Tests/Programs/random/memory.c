#include "random.h"

enum { BLOCKS = 64, GUARD = 16, MARK = 0xA5 };

static struct {
    CK_BYTE *place;
    size_t size;
} blocks[BLOCKS];
static int block_count;

void *take(size_t size)
{
    CHECK(block_count < BLOCKS);
    CK_BYTE *place = malloc(size + GUARD);
    CHECK(place != NULL);
    memset(place, 0, size);
    memset(place + size, MARK, GUARD);
    blocks[block_count].place = place;
    blocks[block_count++].size = size;
    return place;
}

void *take_random(size_t size)
{
    CK_BYTE *place = take(size);
    for (size_t i = 0; i < size; i++)
        place[i] = (CK_BYTE)below(256);
    return place;
}

void give_back(void)
{
    while (block_count > 0)
    {
        CK_BYTE *place = blocks[--block_count].place;
        for (int i = 0; i < GUARD; i++)
            CHECK(place[blocks[block_count].size + i] == MARK);
        free(place);
    }
}
