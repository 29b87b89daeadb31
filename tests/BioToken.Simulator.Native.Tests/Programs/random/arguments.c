#include "random.h"

#define CKA_CLASS 0x0UL
#define CKA_TOKEN 0x1UL
#define CKA_PRIVATE 0x2UL
#define CKA_LABEL 0x3UL
#define CKA_VALUE 0x11UL
#define CKA_CERTIFICATE_TYPE 0x80UL
#define CKA_KEY_TYPE 0x100UL
#define CKA_SUBJECT 0x101UL
#define CKA_ID 0x102UL
#define CKA_VALUE_LEN 0x161UL
#define CKA_EC_PARAMS 0x180UL

static const CK_ULONG types[] = {
    0x0, 0x1, 0x2, 0x3, 0x4, 0x10, 0x11, 0x12, 0x80, 0x81, 0x82, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8B, 0x8C, 0x90, 0x100, 0x101, 0x102, 0x103, 0x104,
    0x105, 0x106, 0x107, 0x108, 0x10A, 0x10C, 0x110, 0x111, 0x120, 0x121, 0x122, 0x123, 0x124, 0x129, 0x161, 0x162, 0x163, 0x164, 0x165, 0x166,
    0x170, 0x171, 0x172, 0x180, 0x181, 0x202, 0x210, 0x300, 0x40000600, 0x80000F02, 0x7FFF};
static const CK_ULONG mechanism_types[] = {
    0x0, 0x1, 0x6, 0xD, 0x40, 0x43, 0x9, 0x210, 0x220, 0x250, 0x255, 0x251, 0x350, 0x650, 0x651, 0x652, 0x655, 0x1040, 0x1041, 0x1044, 0x1080,
    0x1081, 0x1082, 0x1085, 0x7FFFFFFF};
#define PICK(array) ((array)[below(sizeof (array) / sizeof (array)[0])])

static const CK_BYTE p256[] = {0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07};

CK_SESSION_HANDLE any_session(void)
{
    return world.session_count > 0 && !chance(4) ? world.sessions[below((unsigned long)world.session_count)].handle : below(1000000);
}

CK_OBJECT_HANDLE any_object(void)
{
    return world.object_count > 0 && !chance(8) ? world.objects[below((unsigned long)world.object_count)] : below(1000);
}

CK_SLOT_ID any_slot(void)
{
    return world.mode == LOGIN_MODEL || chance(90) ? 0 : chance(80) ? 1 : below(100);
}

CK_BYTE *any_input(CK_ULONG *length)
{
    *length = chance(70) ? below(64) : below(700);
    return chance(4) ? NULL : take_random(*length);
}

CK_BYTE *any_output(CK_ULONG **length)
{
    CK_ULONG room = chance(60) ? 600 : below(300);
    *length = chance(2) ? NULL : take(sizeof **length);
    if (*length != NULL)
        **length = room;
    return chance(12) ? NULL : take(room);
}

CK_UTF8CHAR *any_pin(const struct pin *right, CK_ULONG *length)
{
    bool is_right = world.mode != WITHOUT_PIN && chance(80);
    if (chance(3))
    {
        *length = below(20);
        return NULL;
    }

    if (!is_right)
    {
        *length = below(70);
        CK_UTF8CHAR *wrong = take_random(*length);
        /* Not digits, so it never equals a right PIN. */
        for (CK_ULONG i = 0; i < *length; i++)
            wrong[i] |= 0x80;
        return wrong;
    }

    *length = strlen(right->text);
    return memcpy(take(*length), right->text, *length);
}

CK_MECHANISM *any_mechanism(bool is_for_keys)
{
    if (chance(3))
        return NULL;
    struct mechanism *mechanism = take(sizeof *mechanism);
    static const CK_ULONG generating[] = {0x1040, 0x350, 0x1080, 0x650};
    mechanism->type = is_for_keys && chance(90) ? PICK(generating) : PICK(mechanism_types);
    if (chance(is_for_keys ? 3 : 40))
    {
        mechanism->length = chance(70) ? 16 : below(50);
        mechanism->parameter = chance(95) ? take_random(mechanism->length) : NULL;
    }

    return (CK_MECHANISM *)mechanism;
}

static void put(struct attribute *attribute, CK_ULONG type, const void *value, CK_ULONG length)
{
    attribute->type = type;
    attribute->length = length;
    attribute->value = memcpy(take(length), value, length);
}

static void put_number(struct attribute *attribute, CK_ULONG type, CK_ULONG number)
{
    put(attribute, type, &number, sizeof number);
}

static void put_flag(struct attribute *attribute, CK_ULONG type, bool value)
{
    CK_BBOOL flag = value;
    put(attribute, type, &flag, 1);
}

/* A data object, a certificate, an AES key or a template for key generation. */
static int put_object(struct attribute *entries)
{
    int count = 0;
    CK_BYTE value[40] = {0};
    int kind = (int)below(5);
    static const CK_ULONG classes[] = {0, 1, 4};
    if (kind < 3)
        put_number(&entries[count++], CKA_CLASS, classes[kind]);
    if (chance(70))
        put_flag(&entries[count++], CKA_TOKEN, chance(15));
    if (chance(40))
        put_flag(&entries[count++], CKA_PRIVATE, chance(40));
    put(&entries[count++], CKA_LABEL, "random", 6);
    if (kind == 1)
    {
        put_number(&entries[count++], CKA_CERTIFICATE_TYPE, 0);
        put(&entries[count++], CKA_SUBJECT, value, 2);
    }

    if (kind == 2)
        put_number(&entries[count++], CKA_KEY_TYPE, 0x1F);
    if (kind < 3)
        put(&entries[count++], CKA_VALUE, value, kind == 2 ? 16 : below(sizeof value));
    if (kind == 3)
        put(&entries[count++], CKA_EC_PARAMS, p256, sizeof p256);
    if (kind == 4)
        put_number(&entries[count++], CKA_VALUE_LEN, 16);
    return count;
}

CK_ATTRIBUTE *any_template(CK_ULONG *count)
{
    enum { ROOM = 12 };
    struct attribute made[ROOM];
    int used = chance(20) ? 0 : put_object(made);
    for (int i = (int)below(3); i > 0 && chance(30); i--)
    {
        made[used].type = PICK(types);
        made[used].value = any_input(&made[used].length);
        used++;
    }

    *count = chance(2) ? below(10000) : (CK_ULONG)used;
    if (*count != (CK_ULONG)used || (used == 0 && chance(50)))
    {
        *count = used == 0 ? 0 : *count;
        return NULL;
    }

    return (CK_ATTRIBUTE *)memcpy(take(sizeof *made * (size_t)used), made, sizeof *made * (size_t)used);
}

CK_ATTRIBUTE *curve_template(CK_ULONG *count, CK_MECHANISM **mechanism)
{
    struct mechanism *generation = take(sizeof *generation);
    struct attribute *curve = take(sizeof *curve);
    generation->type = 0x1040;
    put(curve, CKA_EC_PARAMS, p256, sizeof p256);
    *mechanism = (CK_MECHANISM *)generation;
    *count = 1;
    return (CK_ATTRIBUTE *)curve;
}

CK_ATTRIBUTE *any_query(CK_ULONG *count)
{
    *count = below(8);
    struct attribute *entries = take(sizeof *entries * *count);
    for (CK_ULONG i = 0; i < *count; i++)
    {
        entries[i].type = PICK(types);
        entries[i].length = chance(60) ? 64 : below(10);
        entries[i].value = chance(70) ? take(entries[i].length) : NULL;
    }

    return chance(3) ? NULL : (CK_ATTRIBUTE *)entries;
}

void keep_object(CK_OBJECT_HANDLE object)
{
    if (world.object_count < OBJECTS)
        world.objects[world.object_count++] = object;
    else
        world.objects[below(OBJECTS)] = object;
}

void keep_session(CK_SESSION_HANDLE session, bool is_read_write)
{
    CHECK(world.session_count < SESSIONS);
    world.sessions[world.session_count++] = (struct session){session, is_read_write};
}

void drop_session(CK_SESSION_HANDLE session)
{
    for (int i = 0; i < world.session_count; i++)
        if (world.sessions[i].handle == session)
            world.sessions[i--] = world.sessions[--world.session_count];
}
