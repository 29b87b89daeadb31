using BioToken.Authentication;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Objects;
using BioToken.Simulator.Tokens;

namespace BioToken.Simulator.Cryptoki.Application;

/// <summary>
/// One application's side of one token: its sessions, its login and its object handles, which PKCS#11 keeps per application and token.
/// Guarded by the application's lock, but for <see cref="LoginGate"/>.
/// </summary>
/// <param name="device">The token.</param>
/// <param name="handles">Numbers the application's object handles.</param>
internal sealed class TokenConnection(TokenDevice device, HandleCounter handles)
{
    private readonly Dictionary<nuint, ObjectEntry> _entries = [];
    private long _loginVersion;

    public TokenDevice Device => device;

    /// <summary>Held through a whole login, which may wait for a finger: a second login of the application waits for the first.</summary>
    public Lock LoginGate { get; } = new();

    /// <summary>Sessions of the present insertion.</summary>
    public List<Session> Sessions { get; } = [];

    /// <summary>The user who completed the login; null if there is none.</summary>
    public CKU? User { get; private set; }

    public bool HasPin { get; private set; }

    public bool HasFinger { get; private set; }

    /// <summary>When a finger matched last and under which insertion, for the token's grace time; it outlives login and sessions.</summary>
    public (long Timestamp, long Insertion)? LastMatch { get; set; }

    /// <summary>Changes when a login ends; an operation that was started under an earlier one is over.</summary>
    public long LoginVersion => Volatile.Read(ref _loginVersion);

    public IEnumerable<ObjectEntry> SessionObjects => _entries.Values.Where(entry => entry.Owner is not null);

    public bool HasStep(AuthenticationStep step) => step == AuthenticationStep.Pin ? HasPin : HasFinger;

    /// <summary>Notes a step that was passed, and the user as logged in once all that are needed were.</summary>
    public void CompleteStep(AuthenticationStep step, bool isEnough)
    {
        HasPin |= step == AuthenticationStep.Pin;
        HasFinger |= step == AuthenticationStep.Fingerprint;
        if (isEnough || (HasPin && HasFinger))
            User = CKU.USER;
    }

    public void LoginOfficer() => User = CKU.SO;

    /// <summary>
    /// Logs out: private session objects are destroyed, and handles of private objects are invalid for ever (section 5.6, C_Logout).
    /// </summary>
    /// <returns>False if there was no login, not even one step of two.</returns>
    public bool EndLogin()
    {
        bool wasLoggedIn = User is not null || HasPin || HasFinger;
        User = null;
        HasPin = false;
        HasFinger = false;
        Volatile.Write(ref _loginVersion, _loginVersion + 1);
        RemoveWhere(entry => entry.Object is { IsPrivate: true });
        return wasLoggedIn;
    }

    /// <summary>Removes a session with its objects; the last one ends the login (section 5.6, C_CloseSession).</summary>
    public void Forget(Session session)
    {
        Sessions.Remove(session);
        RemoveWhere(entry => entry.Owner == session);
        if (Sessions.Count == 0)
            Clear();
    }

    /// <summary>Removes everything of an earlier insertion of the token; its sessions stay to report the removal.</summary>
    public void Clear()
    {
        EndLogin();
        _entries.Clear();
        Sessions.Clear();
    }

    public bool CanSee(TokenObject candidate) => !candidate.IsPrivate || User == CKU.USER;

    public ObjectEntry? Find(nuint handle) => _entries.GetValueOrDefault(handle);

    /// <summary>The handle of an object on the token, or of its counters (null).</summary>
    public nuint HandleOf(TokenObject? known)
    {
        foreach (ObjectEntry entry in _entries.Values)
        {
            if (entry.Owner is null && entry.Object?.Name == known?.Name)
                return entry.Handle;
        }

        return Add(known, owner: null);
    }

    public nuint Add(TokenObject? added, Session? owner)
    {
        nuint handle = handles.Next();
        _entries.Add(handle, new ObjectEntry(handle, added, owner));
        return handle;
    }

    /// <summary>Puts the next version of a session object in place of the one before.</summary>
    public void Replace(nuint handle, TokenObject changed) => _entries[handle] = _entries[handle] with { Object = changed };

    public void Remove(nuint handle) => _entries.Remove(handle);

    private void RemoveWhere(Predicate<ObjectEntry> condition)
    {
        foreach (ObjectEntry entry in _entries.Values.Where(entry => condition(entry)).ToArray())
            _entries.Remove(entry.Handle);
    }
}
