using BioToken.Authentication;
using BioToken.Errors;
using BioToken.Modules;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;

namespace BioToken.Sessions;

/// <summary>
/// Asks the module for the login of a session. Another part of the program may log out, which ends the login of all sessions (PKCS#11
/// v2.40 section 5.6) and shows in few return values: private objects are merely no longer found. All members run on the module's thread.
/// </summary>
internal sealed class LoginWatch(SharedModule module, nuint session, LoginState login, string vendor)
{
    /// <summary>Whether the module reported the login, and now reports that there is none.</summary>
    public bool IsReportedOver => login.IsReported && Ask(out _) == false;

    /// <summary>Whether the module reported the login and still does.</summary>
    public bool IsReportedStill => login.IsReported && Ask(out _) == true;

    /// <summary>Records that a step of the login is done, and whether the state of the session shows it.</summary>
    public void Complete(AuthenticationStep step)
    {
        login.Complete(step);
        login.IsReported = Ask(out _) == true;
    }

    /// <summary>Asks whether another part of the program has logged out, and records it if so.</summary>
    /// <exception cref="BioTokenException">The session has ended.</exception>
    public bool IsLoggedOut()
    {
        if (!login.IsReported)
            return false;
        bool? isLoggedIn = Ask(out CKR result);
        if (Failures.EndsSession(result))
            throw Failures.From(result, CryptokiFunction.GetSessionInfo, vendor);
        if (isLoggedIn != false)
            return false;
        login.Lose();
        return true;
    }

    /// <exception cref="BioTokenException">Another part of the program has logged out, or the session has ended.</exception>
    public void ThrowIfLoggedOut()
    {
        if (login.IsLost || IsLoggedOut())
            throw Failures.LoginLost(vendor);
    }

    /// <summary>
    /// Records the end of the login if that is what a return value says, before other calls are made. A module that still reports the login
    /// is believed.
    /// </summary>
    public void Note(CKR result)
    {
        if (result == CKR.USER_NOT_LOGGED_IN && !IsReportedStill)
            login.Lose();
    }

    /// <summary>Whether the state of the session shows a login; null if the module does not say.</summary>
    private bool? Ask(out CKR result)
    {
        result = module.Cryptoki.GetSessionInfo(session, out SessionInfo info);
        return result != CKR.OK ? null : info.State switch
        {
            CKS.RO_USER_FUNCTIONS or CKS.RW_USER_FUNCTIONS => true,
            CKS.RO_PUBLIC_SESSION or CKS.RW_PUBLIC_SESSION => false,
            _ => null,
        };
    }
}
