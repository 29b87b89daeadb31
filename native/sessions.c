/* Session management functions (PKCS#11 v2.40 section 5.6, v3.0 section 5.6). */
#include "module.h"

CK_RV C_OpenSession(CK_SLOT_ID slot, CK_FLAGS flags, void *application, CK_NOTIFY notify, CK_SESSION_HANDLE *session)
{
    /* The notification callback is never used. */
    (void)application;
    (void)notify;
    return ENTER(OpenSession, slot, flags, session);
}

CK_RV C_CloseSession(CK_SESSION_HANDLE session)
{
    return ENTER(CloseSession, session);
}

CK_RV C_CloseAllSessions(CK_SLOT_ID slot)
{
    return ENTER(CloseAllSessions, slot);
}

CK_RV C_GetSessionInfo(CK_SESSION_HANDLE session, CK_SESSION_INFO *info)
{
    return ENTER(GetSessionInfo, session, info);
}

CK_RV C_SessionCancel(CK_SESSION_HANDLE session, CK_FLAGS operations)
{
    return ENTER(SessionCancel, session, operations);
}

CK_RV C_Login(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR *pin, CK_ULONG pinLength)
{
    return ENTER(Login, session, user, pin, pinLength);
}

CK_RV C_Logout(CK_SESSION_HANDLE session)
{
    return ENTER(Logout, session);
}
