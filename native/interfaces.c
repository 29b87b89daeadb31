#include <string.h>

#include "module.h"

#define ENTRY(name, parameters) .name = name,

static CK_RV get_info_3_0(CK_INFO *info)
{
    CK_RV rv = C_GetInfo(info);
    if (rv == CKR_OK)
        info->cryptokiVersion = (CK_VERSION){3, 0};
    return rv;
}

/* The list of v3.0 differs in one entry: its C_GetInfo returns that version. */
#pragma GCC diagnostic ignored "-Woverride-init"

static CK_FUNCTION_LIST functions_2_40 = {.version = {2, 40}, CK_FUNCTIONS_2_40(ENTRY)};
static CK_FUNCTION_LIST_3_0 functions_3_0 = {.version = {3, 0}, CK_FUNCTIONS_2_40(ENTRY) CK_FUNCTIONS_3_0(ENTRY).C_GetInfo = get_info_3_0};

static char standard_name[] = "PKCS 11";

/* The first is the default. None is safe over a fork, so that neither has CKF_INTERFACE_FORK_SAFE. */
static CK_INTERFACE interfaces[] = {
    {standard_name, &functions_3_0, 0},
    {standard_name, &functions_2_40, 0},
};
enum { INTERFACES = sizeof interfaces / sizeof interfaces[0] };

CK_RV C_GetFunctionList(CK_FUNCTION_LIST **list)
{
    if (list == NULL)
        return CKR_ARGUMENTS_BAD;
    *list = &functions_2_40;
    return CKR_OK;
}

CK_RV C_GetInterfaceList(CK_INTERFACE *list, CK_ULONG *count)
{
    if (count == NULL)
        return CKR_ARGUMENTS_BAD;
    CK_ULONG room = *count;
    *count = INTERFACES;
    if (list == NULL)
        return CKR_OK;
    if (room < INTERFACES)
        return CKR_BUFFER_TOO_SMALL;
    memcpy(list, interfaces, sizeof interfaces);
    return CKR_OK;
}

CK_RV C_GetInterface(CK_UTF8CHAR *name, CK_VERSION *version, CK_INTERFACE **interface, CK_FLAGS flags)
{
    if (interface == NULL)
        return CKR_ARGUMENTS_BAD;
    for (int i = 0; i < INTERFACES; i++)
    {
        const CK_VERSION *offered = interfaces[i].pFunctionList;
        if ((name == NULL || strcmp((const char *)name, interfaces[i].pInterfaceName) == 0)
            && (version == NULL || (version->major == offered->major && version->minor == offered->minor))
            && (flags & ~interfaces[i].flags) == 0)
        {
            *interface = &interfaces[i];
            return CKR_OK;
        }
    }

    return CKR_ARGUMENTS_BAD;
}
