/* writer <library> <objects>: creates, finds and destroys data objects on the token, and reports each creation; 0 objects: no limit. */
#include "program.h"

struct attribute {
    CK_ULONG type;
    void *value;
    CK_ULONG length;
};

enum { CKA_CLASS = 0, CKA_TOKEN = 1, CKA_LABEL = 3, CKA_VALUE = 0x11 };

int main(int argc, char **argv)
{
    CHECK(argc == 3);
    int objects = atoi(argv[2]);
    CK_FUNCTION_LIST_3_0 *module = load(argv[1]);
    CHECK_RV(CKR_OK, initialize(module));
    CK_SESSION_HANDLE session = open_session(module);
    for (int i = 0; objects == 0 || i < objects; i++)
    {
        CK_ULONG class = 0; /* CKO_DATA */
        CK_BBOOL yes = 1;
        char value[2000];
        memset(value, 'a' + i % 26, sizeof value);
        struct attribute template[] = {
            {CKA_CLASS, &class, sizeof class}, {CKA_TOKEN, &yes, 1}, {CKA_LABEL, value, 8}, {CKA_VALUE, value, sizeof value}};
        CK_OBJECT_HANDLE object = 0;
        CHECK_RV(CKR_OK, module->C_CreateObject(session, (CK_ATTRIBUTE *)template, 4, &object));
        printf("created\n");
        fflush(stdout);
        CHECK_RV(CKR_OK, module->C_FindObjectsInit(session, (CK_ATTRIBUTE *)&template[2], 1));
        CK_OBJECT_HANDLE found[64];
        CK_ULONG count = 0;
        CHECK_RV(CKR_OK, module->C_FindObjects(session, found, 64, &count));
        CHECK(count > 0);
        CHECK_RV(CKR_OK, module->C_FindObjectsFinal(session));
        CHECK_RV(CKR_OK, module->C_DestroyObject(session, object));
    }

    CHECK_RV(CKR_OK, module->C_Finalize(NULL));
    return 0;
}
