#include "objects.h"

#include <stdlib.h>
#include <string.h>

static int is_secret(uint64_t type)
{
    return type >= CKA_PRIVATE_EXPONENT && type <= CKA_COEFFICIENT;
}

static void grow(struct attribute *attribute)
{
    attribute->value = realloc(attribute->value, attribute->length + 100);
    memset(attribute->value + attribute->length, 'g', 100);
    attribute->length += 100;
}

static int read_attribute(struct attribute *attribute, CK_ATTRIBUTE *asked)
{
    CK_ULONG room = asked->length;
    asked->length = UNAVAILABLE;
    if (!attribute)
        return ATTRIBUTE_TYPE_INVALID;
    if (is_secret(attribute->type))
        return ATTRIBUTE_SENSITIVE;
    if (attribute->type == CKA_VALUE && settings[CLAIMED_VALUE]) {
        asked->length = (CK_ULONG)settings[CLAIMED_VALUE];
        return OK;
    }
    if (attribute->type == CKA_VALUE && settings[VALUE_GROWS] && asked->value)
        grow(attribute);
    if (asked->value && room < attribute->length) {
        if (settings[TOO_SMALL_TELLS_LENGTH])
            asked->length = attribute->length;
        return BUFFER_TOO_SMALL;
    }
    asked->length = attribute->length;
    if (asked->value)
        memcpy(asked->value, attribute->value, attribute->length);
    return OK;
}

CK_REGISTER get_attribute_value(CK_ULONG session, CK_ULONG handle, CK_ATTRIBUTE *attributes, CK_ULONG count)
{
    (void)session;
    readings[ATTRIBUTE_CALLS]++;
    struct object *object = object_of(handle);
    if (!object)
        ANSWER(OBJECT_HANDLE_INVALID);
    int sensitive = 0;
    int invalid = 0;
    int too_small = 0;
    for (CK_ULONG i = 0; i < count; i++) {
        int result = read_attribute(find_attribute(object, attributes[i].type), &attributes[i]);
        sensitive |= result == ATTRIBUTE_SENSITIVE;
        invalid |= result == ATTRIBUTE_TYPE_INVALID;
        too_small |= result == BUFFER_TOO_SMALL;
    }
    if (settings[ATTRIBUTES_RESULT])
        ANSWER(settings[ATTRIBUTES_RESULT]);
    /* One return value for several problems: "too small" has the lowest priority, as in SoftHSM2. */
    ANSWER(sensitive ? ATTRIBUTE_SENSITIVE : invalid ? ATTRIBUTE_TYPE_INVALID : too_small ? BUFFER_TOO_SMALL : OK);
}
