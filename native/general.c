/* General-purpose, slot and token functions (PKCS#11 v2.40 sections 5.4 and 5.5). */
#include "module.h"

CK_RV C_GetInfo(CK_INFO *info)
{
    return ENTER(GetInfo, info);
}

CK_RV C_GetSlotList(CK_BBOOL tokenPresent, CK_SLOT_ID *slots, CK_ULONG *count)
{
    return ENTER(GetSlotList, tokenPresent, slots, count);
}

CK_RV C_GetSlotInfo(CK_SLOT_ID slot, CK_SLOT_INFO *info)
{
    return ENTER(GetSlotInfo, slot, info);
}

CK_RV C_GetTokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO *info)
{
    return ENTER(GetTokenInfo, slot, info);
}

CK_RV C_GetMechanismList(CK_SLOT_ID slot, CK_MECHANISM_TYPE *mechanisms, CK_ULONG *count)
{
    return ENTER(GetMechanismList, slot, mechanisms, count);
}

CK_RV C_GetMechanismInfo(CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO *info)
{
    return ENTER(GetMechanismInfo, slot, type, info);
}

CK_RV C_InitToken(CK_SLOT_ID slot, CK_UTF8CHAR *pin, CK_ULONG pinLength, CK_UTF8CHAR *label)
{
    return ENTER(InitToken, slot, pin, pinLength, label);
}

CK_RV C_InitPIN(CK_SESSION_HANDLE session, CK_UTF8CHAR *pin, CK_ULONG pinLength)
{
    return ENTER(InitPin, session, pin, pinLength);
}

CK_RV C_SetPIN(CK_SESSION_HANDLE session, CK_UTF8CHAR *oldPin, CK_ULONG oldLength, CK_UTF8CHAR *newPin, CK_ULONG newLength)
{
    return ENTER(SetPin, session, oldPin, oldLength, newPin, newLength);
}

CK_RV C_WaitForSlotEvent(CK_FLAGS flags, CK_SLOT_ID *slot, void *reserved)
{
    return ENTER(WaitForSlotEvent, flags, slot, reserved);
}
