#ifndef OBJECTS_H
#define OBJECTS_H

#include "stub.h"

#define MAX_OBJECTS 1024
#define MAX_ATTRIBUTES 40

enum {
    CKA_CLASS = 0x0,
    CKA_LABEL = 0x3,
    CKA_VALUE = 0x11,
    CKA_CERTIFICATE_TYPE = 0x80,
    CKA_KEY_TYPE = 0x100,
    CKA_ID = 0x102,
    CKA_MODULUS_BITS = 0x121,
    CKA_PRIVATE_EXPONENT = 0x123,
    CKA_COEFFICIENT = 0x128,
};

struct object {
    int count; /* 0 for a free place */
    struct attribute attributes[MAX_ATTRIBUTES];
};

extern struct object objects[MAX_OBJECTS];

struct object *object_of(CK_ULONG handle);
CK_ULONG handle_of(int index);
struct attribute *find_attribute(struct object *object, uint64_t type);

#endif
