using BioToken.Authentication;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki.Application;
using BioToken.Simulator.Cryptoki.Calls;
using BioToken.Simulator.Faults;
using BioToken.Simulator.Mechanisms.Operations;
using BioToken.Simulator.People;
using BioToken.Simulator.State;
using BioToken.Simulator.Store;
using BioToken.Simulator.Tokens;
using BioToken.Vendors;

namespace BioToken.Simulator.Cryptoki.Sessions;

/// <summary>Login and logout (PKCS#11 v2.40 section 5.6), with the finger by each vendor's assumed method.</summary>
internal sealed class LoginFunctions(ApplicationState application, CallEntry calls)
{
    private TimeProvider Time => application.Tokens.Time;

    /// <summary>Logs in.</summary>
    /// <param name="session">The session.</param>
    /// <param name="user">Who logs in.</param>
    /// <param name="pin">The PIN; empty on the device.</param>
    /// <param name="isOnDevice">Whether the device itself is to authenticate, by a finger.</param>
    public CKR Login(nuint session, CKU user, ReadOnlySpan<byte> pin, bool isOnDevice)
    {
        Call call = calls.Enter(TokenFunction.Login, session);
        return call.EarlyReturn ?? call.End(Authenticate(call.Session, user, pin, isOnDevice));
    }

    public CKR Logout(nuint session)
    {
        Call call = calls.Enter(TokenFunction.Logout, session);
        return call.EarlyReturn ?? call.End(Logout(call.Session));
    }

    private CKR Logout(Session session)
    {
        lock (application.Gate)
            return session.Connection.EndLogin() ? CKR.OK : CKR.USER_NOT_LOGGED_IN;
    }

    private CKR Authenticate(Session session, CKU user, ReadOnlySpan<byte> pin, bool isOnDevice)
    {
        lock (session.Connection.LoginGate)
        {
            // Another login of this application may have waited for a finger meanwhile.
            CKR rv = application.FindSession(session.Handle, out session);
            if (rv != CKR.OK)
                return rv;
            return user switch
            {
                CKU.SO => LoginOfficer(session, pin, isOnDevice),
                CKU.USER => LoginUser(session, pin, isOnDevice),
                CKU.CONTEXT_SPECIFIC => LoginForOperation(session, pin, isOnDevice),
                _ => CKR.USER_TYPE_INVALID,
            };
        }
    }

    private CKR LoginOfficer(Session session, ReadOnlySpan<byte> pin, bool isOnDevice)
    {
        TokenConnection connection = session.Connection;
        lock (application.Gate)
        {
            if (connection.User is { } user)
                return user == CKU.SO ? CKR.USER_ALREADY_LOGGED_IN : CKR.USER_ANOTHER_ALREADY_LOGGED_IN;
            if (connection.Sessions.Exists(open => !open.IsReadWrite))
                return CKR.SESSION_READ_ONLY_EXISTS;
        }

        // The security officer has no finger.
        if (isOnDevice)
            return CKR.ARGUMENTS_BAD;
        CKR rv = session.Device.CheckPin(CKU.SO, pin, session.Insertion);
        if (rv != CKR.OK)
            return rv;
        lock (application.Gate)
        {
            rv = CheckStillOpen(session);
            if (rv == CKR.OK)
                connection.LoginOfficer();
        }

        return rv;
    }

    private CKR LoginUser(Session session, ReadOnlySpan<byte> pin, bool isOnDevice)
    {
        TokenConnection connection = session.Connection;
        VendorProfile profile = session.Device.Persona.Profile;
        bool hasProtectedPath = profile.FingerprintMethod == FingerprintMethod.ProtectedPath;
        bool isTwoSteps = hasProtectedPath && !session.Device.State.IsSingleStepLogin;
        AuthenticationStep step = isOnDevice ? AuthenticationStep.Fingerprint : AuthenticationStep.Pin;
        lock (application.Gate)
        {
            // If one step of two is enough, the other is still accepted after it.
            if (connection.User is { } user && (user != CKU.USER || !hasProtectedPath))
                return user == CKU.USER ? CKR.USER_ALREADY_LOGGED_IN : CKR.USER_ANOTHER_ALREADY_LOGGED_IN;
            if (isOnDevice && !hasProtectedPath)
                return CKR.ARGUMENTS_BAD;
            if (connection.HasStep(step))
                return CKR.USER_ALREADY_LOGGED_IN;
            // A fingerprint does not replace a PIN that was never set.
            if (session.Device.State.UserPin.IsUnset)
                return CKR.USER_PIN_NOT_INITIALIZED;
            IEnumerable<AuthenticationStep> earlierSteps = profile.AuthenticationSteps.TakeWhile(earlier => earlier != step);
            if (isTwoSteps && earlierSteps.Any(earlier => !connection.HasStep(earlier)))
                return CKR.USER_NOT_LOGGED_IN;
        }

        CKR rv = isOnDevice ? AskForFinger(session, CKR.PIN_INCORRECT) : session.Device.CheckPin(CKU.USER, pin, session.Insertion);
        if (rv == CKR.OK && profile.FingerprintMethod == FingerprintMethod.InsidePinLogin)
            rv = AskForFinger(session, CKR.FUNCTION_REJECTED);
        if (rv != CKR.OK)
            return rv;
        lock (application.Gate)
        {
            rv = CheckStillOpen(session);
            if (rv == CKR.OK)
                connection.CompleteStep(step, isEnough: !isTwoSteps);
        }

        return rv;
    }

    /// <summary>A login for one use of a key with CKA_ALWAYS_AUTHENTICATE (section 4.9).</summary>
    private CKR LoginForOperation(Session session, ReadOnlySpan<byte> pin, bool isOnDevice)
    {
        TokenOperation? operation;
        lock (session.Gate)
            operation = session.FindContextOperation();
        if (operation is null)
            return CKR.OPERATION_NOT_INITIALIZED;
        FingerprintMethod method = session.Device.Persona.Profile.FingerprintMethod;
        if (isOnDevice && method is not (FingerprintMethod.PerSignature or FingerprintMethod.ProtectedPath))
            return CKR.ARGUMENTS_BAD;

        CKR rv = isOnDevice ? CKR.OK : session.Device.CheckPin(CKU.USER, pin, session.Insertion);
        bool asksBesidePin = method is FingerprintMethod.PerSignature or FingerprintMethod.InsidePinLogin;
        if (rv == CKR.OK && (isOnDevice || asksBesidePin))
            rv = AskForFinger(session, method == FingerprintMethod.InsidePinLogin ? CKR.FUNCTION_REJECTED : CKR.PIN_INCORRECT);
        if (rv == CKR.OK)
        {
            lock (session.Gate)
                operation.NeedsContextLogin = false;
        }
        else if (rv == CKR.PIN_LOCKED)
        {
            // Section 4.9: this also logs the user out.
            lock (application.Gate)
                session.Connection.EndLogin();
        }

        return rv;
    }

    private CKR AskForFinger(Session session, CKR mismatch)
    {
        if (IsInGrace(session))
            return CKR.OK;
        FingerOutcome outcome = default;
        CKR rv = StoreGuard.Run(() => outcome = FingerRequest.Ask(session.Device, Time, session.Insertion, () => session.IsClosed));
        if (rv != CKR.OK)
            return rv;
        session.Device.LastFinger = outcome;
        NoteMatch(session, outcome);
        return outcome switch
        {
            FingerOutcome.Matched => CKR.OK,
            FingerOutcome.Mismatched => mismatch,
            FingerOutcome.Blocked => CKR.PIN_LOCKED,
            FingerOutcome.Removed => CKR.DEVICE_REMOVED,
            FingerOutcome.Abandoned => application.ClosedReason,
            _ => CKR.FUNCTION_CANCELED,
        };
    }

    /// <summary>
    /// Whether an earlier match of this application still serves. A fingerprint that was blocked meanwhile ends the grace.
    /// </summary>
    private bool IsInGrace(Session session)
    {
        TokenState state = session.Device.State;
        lock (application.Gate)
        {
            return session.Connection.LastMatch is { } match && match.Insertion == session.Insertion && state.FingerTriesLeft > 0
                && Time.GetElapsedTime(match.Timestamp) < state.FingerprintGrace;
        }
    }

    private void NoteMatch(Session session, FingerOutcome outcome)
    {
        lock (application.Gate)
            session.Connection.LastMatch = outcome == FingerOutcome.Matched ? (Time.GetTimestamp(), session.Insertion) : null;
    }

    /// <summary>A login must not outlive its session and insertion. Call with the lock held.</summary>
    private CKR CheckStillOpen(Session session)
    {
        if (session.IsClosed)
            return application.ClosedReason;
        return session.Device.IsPresentSince(session.Insertion) ? CKR.OK : CKR.DEVICE_REMOVED;
    }
}
