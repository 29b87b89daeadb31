using System.Diagnostics;
using BioToken.Errors;
using BioToken.Pkcs11.Constants;
using BioToken.Pkcs11.Records;
using BioToken.Pkcs11;
using BioToken.Vendors;

namespace BioToken.Modules;

/// <summary>
/// A module shared by the whole process: one thread, one start, any number of users (<see cref="ModuleConnection"/>), of one provider or of
/// several. It is started on first use, and stopped after the last user.
/// </summary>
internal sealed class SharedModule
{
    private readonly ITokenModule _module;
    private readonly SlotList _slots;

    // Slots on which a login made here may remain that no session here holds any more.
    private readonly HashSet<nuint> _leftoverLogins = [];
    private ICryptoki? _cryptoki;
    private CryptokiInfo? _info;
    private bool _hasEnded;

    public SharedModule(ITokenModule module)
    {
        _module = module;
        _slots = new SlotList(module.Name);
        Thread = new ModuleThread(module.Name);
    }

    /// <summary>The thread that makes all calls.</summary>
    public ModuleThread Thread { get; }

    /// <summary>Number of users; guarded by the registry.</summary>
    public int Users { get; set; }

    /// <summary>Whether the module runs; only on <see cref="Thread"/>.</summary>
    public bool IsStarted => _cryptoki is not null && !_hasEnded;

    /// <summary>Open sessions of all users; only on <see cref="Thread"/>.</summary>
    public HashSet<IModuleSession> OpenSessions { get; } = [];

    /// <summary>The started module; only on <see cref="Thread"/>.</summary>
    /// <exception cref="BioTokenException">Another part of the program has stopped it, or it cannot be started.</exception>
    public ICryptoki Cryptoki
    {
        get
        {
            Debug.Assert(Thread.IsCurrent, "A module is called on its own thread only.");
            EndIfStopped();
            return _hasEnded
                ? throw Failures.From(CKR.CRYPTOKI_NOT_INITIALIZED, CryptokiFunction.Initialize)
                : _cryptoki ??= _module.Start();
        }
    }

    /// <summary>Lists the slots with a token. A module that another part of the program had stopped is started again.</summary>
    public IReadOnlyList<nuint> ReadSlots()
    {
        if (_hasEnded)
            Forget();
        return _slots.Read(Cryptoki);
    }

    /// <summary>The module's description of itself; null if it has none.</summary>
    public CryptokiInfo? ReadInfo()
    {
        if (_info is null && Cryptoki.GetInfo(out CryptokiInfo info) == CKR.OK)
            _info = info;
        return _info;
    }

    /// <inheritdoc cref="ITokenModule.FindSimulated"/>
    public VendorProfile? FindSimulated(TokenInfo token, VendorCatalog vendors) => _module.FindSimulated(token, vendors);

    /// <summary>Records that another part of the program has stopped the module, and all sessions with it.</summary>
    public void End()
    {
        _hasEnded = true;
        foreach (IModuleSession session in OpenSessions)
            session.EndWithModule();
        OpenSessions.Clear();
    }

    /// <summary>The same, if the module's owner has stopped it: no call may reach a module that runs for others.</summary>
    public void EndIfStopped()
    {
        if (IsStarted && _module.HasStopped)
            End();
    }

    /// <summary>Stops the module, if it runs and no token has been opened since.</summary>
    public void Stop()
    {
        if (_hasEnded)
            Forget();
        ICryptoki? started = _cryptoki;
        _cryptoki = null;
        _slots.Reset();
        if (started is null)
            return;
        if (_module.StopEndsSessions)
            _leftoverLogins.Clear();
        _module.Stop(started);
    }

    /// <summary>Whether stopping the module ends all sessions.</summary>
    public bool StopEndsSessions => _module.StopEndsSessions;

    /// <summary>
    /// Remembers that a login may be left on a slot: the session was lost, or the token did not report the result of a login or logout.
    /// </summary>
    public void NoteLeftoverLogin(nuint slot) => _leftoverLogins.Add(slot);

    /// <summary>
    /// Ends a login that an earlier session made here may have left, since some modules keep a login beyond its session. A login that
    /// another open token of this process holds is left alone.
    /// </summary>
    public void EndLeftoverLogin(IModuleSession session, nuint slot)
    {
        if (!_leftoverLogins.Contains(slot) || OpenSessions.Any(other => other != session && other.IsLoggedInAt(slot)))
            return;
        if (Cryptoki.Logout(session.Handle) is CKR.OK or CKR.USER_NOT_LOGGED_IN)
            _leftoverLogins.Remove(slot);
    }

    private void Forget()
    {
        _hasEnded = false;
        _leftoverLogins.Clear();
        _slots.Reset();
        if (_cryptoki is not { } ended)
            return;
        _cryptoki = null;
        _module.Forget(ended);
    }
}
