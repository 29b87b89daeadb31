/* Session management functions (PKCS#11 v2.40 section 5.6, v3.0 section 5.6). */
#include "module.h"

CK_RV C_OpenSession(CK_SLOT_ID slot, CK_FLAGS flags, void *application, CK_NOTIFY notify, CK_SESSION_HANDLE *session)
{
    /* No notification is ever surrendered: the tokens have nothing to tell during a call. */
    (void)application;
    (void)notify;
    return ENTER(open_session, slot, flags, session);
}

CK_RV C_CloseSession(CK_SESSION_HANDLE session)
{
    return ENTER(close_session, session);
}

CK_RV C_CloseAllSessions(CK_SLOT_ID slot)
{
    return ENTER(close_all_sessions, slot);
}

CK_RV C_GetSessionInfo(CK_SESSION_HANDLE session, CK_SESSION_INFO *info)
{
    return ENTER(get_session_info, session, info);
}

CK_RV C_SessionCancel(CK_SESSION_HANDLE session, CK_FLAGS operations)
{
    return ENTER(session_cancel, session, operations);
}

CK_RV C_Login(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR *pin, CK_ULONG pinLength)
{
    return ENTER(login, session, user, pin, pinLength);
}

CK_RV C_Logout(CK_SESSION_HANDLE session)
{
    return ENTER(logout, session);
}
