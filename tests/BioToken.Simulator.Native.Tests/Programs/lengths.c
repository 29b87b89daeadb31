/* lengths <library> <difference>: every length that the token reports is off by the difference, and no byte outside the given memory is
 * touched. The token has one data object with the label "name". */
#include "program.h"

struct attribute {
    CK_ULONG type;
    void *value;
    CK_ULONG length;
};

enum { CKA_LABEL = 3, CKM_SHA256 = 0x250, ROOM = 64, UNTOUCHED = 0xEE };

static CK_FUNCTION_LIST_3_0 *module;
static long difference;

static CK_ULONG told(long honest)
{
    return honest + difference < 0 ? 0 : (CK_ULONG)(honest + difference);
}

/* Memory contents after a length that is too long was reported: the true bytes, zeros as far as there is space, nothing behind them. */
static void check_memory(const unsigned char *memory, size_t honest, size_t room)
{
    size_t end = told((long)honest) < room ? told((long)honest) : room;
    for (size_t i = honest; i < end; i++)
        CHECK(memory[i] == 0);
    for (size_t i = end > honest ? end : honest; i < 2 * ROOM; i++)
        CHECK(memory[i] == UNTOUCHED);
}

static void check_attribute(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object)
{
    struct attribute asked = {CKA_LABEL, NULL, 0};
    CHECK_RV(CKR_OK, module->C_GetAttributeValue(session, object, (CK_ATTRIBUTE *)&asked, 1));
    CHECK(asked.length == told(4));

    const size_t rooms[] = {4, 10, ROOM};
    for (int i = 0; i < 3; i++)
    {
        unsigned char memory[2 * ROOM];
        memset(memory, UNTOUCHED, sizeof memory);
        struct attribute given = {CKA_LABEL, memory, rooms[i]};
        CHECK_RV(CKR_OK, module->C_GetAttributeValue(session, object, (CK_ATTRIBUTE *)&given, 1));
        CHECK(given.length == told(4));
        CHECK(memcmp(memory, "name", told(4) < 4 ? told(4) : 4) == 0);
        check_memory(memory, told(4) < 4 ? told(4) : 4, rooms[i]);
    }
}

static void check_search(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE *object)
{
    CHECK_RV(CKR_OK, module->C_FindObjectsInit(session, NULL, 0));
    CK_OBJECT_HANDLE found[8];
    memset(found, UNTOUCHED, sizeof found);
    CK_OBJECT_HANDLE untouched = found[7];
    CK_ULONG count = 99;
    CHECK_RV(CKR_OK, module->C_FindObjects(session, found, 4, &count));
    CHECK(count == told(1));
    for (CK_ULONG i = 1; i < 4; i++)
        CHECK(found[i] == (i < count ? 0 : untouched));
    for (int i = 4; i < 8; i++)
        CHECK(found[i] == untouched);
    CHECK_RV(CKR_OK, module->C_FindObjectsFinal(session));
    if (count > 0)
        *object = found[0];
}

static void check_digest(CK_SESSION_HANDLE session)
{
    struct attribute mechanism = {CKM_SHA256, NULL, 0};
    CHECK_RV(CKR_OK, module->C_DigestInit(session, (CK_MECHANISM *)&mechanism));
    CK_BYTE data[] = "data";
    CK_ULONG length = 0;
    CHECK_RV(CKR_OK, module->C_Digest(session, data, 4, NULL, &length));
    CHECK(length == told(32));
    unsigned char memory[2 * ROOM];
    memset(memory, UNTOUCHED, sizeof memory);
    length = 40;
    CHECK_RV(CKR_OK, module->C_Digest(session, data, 4, memory, &length));
    CHECK(length == told(32));
    check_memory(memory, 32, 40);
}

static void check_mechanisms(void)
{
    CK_SLOT_ID slots[4];
    CK_ULONG count = 4;
    CHECK_RV(CKR_OK, module->C_GetSlotList(1, slots, &count));
    CHECK(count == 1);
    CK_ULONG mechanisms = 0;
    CHECK_RV(CKR_OK, module->C_GetMechanismList(slots[0], NULL, &mechanisms));
    CK_MECHANISM_TYPE list[256];
    memset(list, UNTOUCHED, sizeof list);
    CK_MECHANISM_TYPE untouched = list[255];
    CK_ULONG room = 200;
    CHECK_RV(CKR_OK, module->C_GetMechanismList(slots[0], list, &room));
    CHECK(room == mechanisms && (room == 0 || list[0] != untouched));
    for (int i = 200; i < 256; i++)
        CHECK(list[i] == untouched);
}

int main(int argc, char **argv)
{
    CHECK(argc == 3);
    difference = atol(argv[2]);
    module = load(argv[1]);
    CHECK_RV(CKR_OK, initialize(module));
    CK_SESSION_HANDLE session = open_session(module);
    CK_OBJECT_HANDLE object = 1; /* the first handle of an application, if the search reports none */
    check_search(session, &object);
    check_attribute(session, object);
    check_digest(session);
    check_mechanisms();
    CHECK_RV(CKR_OK, module->C_Finalize(NULL));
    return 0;
}
