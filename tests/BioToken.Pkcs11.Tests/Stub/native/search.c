#include "objects.h"

#include <string.h>

static int results[MAX_OBJECTS];
static int result_count;
static int next_result;
static int searching;

static int matches(struct object *object, CK_ATTRIBUTE *attributes, CK_ULONG count)
{
    for (CK_ULONG i = 0; i < count; i++) {
        struct attribute *attribute = find_attribute(object, attributes[i].type);
        if (!attribute || attribute->length != attributes[i].length
            || memcmp(attribute->value, attributes[i].value, attribute->length))
            return 0;
    }
    return 1;
}

CK_REGISTER find_objects_init(CK_ULONG session, CK_ATTRIBUTE *attributes, CK_ULONG count)
{
    (void)session;
    readings[TEMPLATE_ADDRESS] = (uint64_t)(uintptr_t)attributes;
    searching = 1;
    result_count = 0;
    next_result = 0;
    for (int i = 0; i < MAX_OBJECTS; i++)
        if (objects[i].count && matches(&objects[i], attributes, count))
            results[result_count++] = i;
    ANSWER(OK);
}

CK_REGISTER find_objects(CK_ULONG session, CK_ULONG *found, CK_ULONG room, CK_ULONG *count)
{
    (void)session;
    if (!searching)
        ANSWER(OPERATION_NOT_INITIALIZED);
    CK_ULONG given = 0;
    while (given < room && next_result < result_count)
        found[given++] = handle_of(results[next_result++]);
    *count = settings[CLAIMED_FOUND] ? (CK_ULONG)settings[CLAIMED_FOUND] : given;
    ANSWER(OK);
}

CK_REGISTER find_objects_final(CK_ULONG session)
{
    (void)session;
    if (!searching)
        ANSWER(OPERATION_NOT_INITIALIZED);
    searching = 0;
    ANSWER(OK);
}
