#include "objects.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_HANDLE 0x1001

struct object objects[MAX_OBJECTS];

struct object *object_of(CK_ULONG handle)
{
    CK_ULONG index = handle - FIRST_HANDLE;
    return index < MAX_OBJECTS && objects[index].count ? &objects[index] : NULL;
}

CK_ULONG handle_of(int index)
{
    return (CK_ULONG)index + FIRST_HANDLE;
}

struct attribute *find_attribute(struct object *object, uint64_t type)
{
    for (int i = 0; i < object->count; i++)
        if (object->attributes[i].type == type)
            return &object->attributes[i];
    return NULL;
}

static int is_number(uint64_t type)
{
    return type == CKA_CLASS || type == CKA_CERTIFICATE_TYPE || type == CKA_KEY_TYPE || type == CKA_MODULUS_BITS;
}

static void copy_in(struct object *object, uint64_t type, const void *value, uint32_t length)
{
    struct attribute *attribute = &object->attributes[object->count++];
    *attribute = (struct attribute){type, length, malloc(length + 1)};
    memcpy(attribute->value, value, length);
}

CK_REGISTER create_object(CK_ULONG session, CK_ATTRIBUTE *attributes, CK_ULONG count, CK_ULONG *object)
{
    (void)session;
    readings[TEMPLATE_ADDRESS] = (uint64_t)(uintptr_t)attributes;
    if (!attributes || !count || count > MAX_ATTRIBUTES)
        ANSWER(ARGUMENTS_BAD);
    for (CK_ULONG i = 0; i < count; i++) {
        if (!attributes[i].value)
            ANSWER(ARGUMENTS_BAD);
        if (is_number(attributes[i].type) && attributes[i].length != sizeof(CK_ULONG))
            ANSWER(ATTRIBUTE_VALUE_INVALID);
        if (is_number(attributes[i].type) && (uintptr_t)attributes[i].value % sizeof(CK_ULONG))
            ANSWER(ATTRIBUTE_VALUE_INVALID);
    }
    for (int place = 0; place < MAX_OBJECTS; place++) {
        if (objects[place].count)
            continue;
        for (CK_ULONG i = 0; i < count; i++)
            copy_in(&objects[place], attributes[i].type, attributes[i].value, attributes[i].length);
        *object = handle_of(place);
        ANSWER(OK);
    }
    ANSWER(DEVICE_MEMORY);
}

CK_REGISTER destroy_object(CK_ULONG session, CK_ULONG handle)
{
    (void)session;
    struct object *object = object_of(handle);
    if (!object)
        ANSWER(OBJECT_HANDLE_INVALID);
    for (int i = 0; i < object->count; i++)
        free(object->attributes[i].value);
    object->count = 0;
    ANSWER(OK);
}

/* Puts certificates of a size on the token at once, each with a separate id. */
EXPORT void stub_fill(int count, int size)
{
    CK_ULONG certificate = 1;
    uint8_t *value = calloc(1, (size_t)size);
    for (int i = 0; i < count && i < MAX_OBJECTS; i++) {
        uint8_t id[20] = {(uint8_t)i, (uint8_t)(i >> 8)};
        copy_in(&objects[i], CKA_CLASS, &certificate, sizeof certificate);
        copy_in(&objects[i], CKA_ID, id, sizeof id);
        copy_in(&objects[i], CKA_LABEL, "certificate", 11);
        copy_in(&objects[i], CKA_VALUE, value, (uint32_t)size);
    }
    free(value);
}
