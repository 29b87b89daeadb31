using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Errors;
using BioToken.Simulator.Objects;
using BioToken.Simulator.People;
using BioToken.Simulator.Personas;
using BioToken.Simulator.State;
using BioToken.Simulator.Store;

namespace BioToken.Simulator.Tokens;

/// <summary>
/// One simulated token as this process sees it: the state and objects last read, and the changes to them. Safe for several threads; with a
/// shared store also for several processes, whose changes become visible at the next <see cref="Refresh"/>.
/// </summary>
internal sealed partial class TokenDevice
{
    // Four small reads a second do not noticeably slow a signature, and ensure that a change is seen within a second.
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(250);

    // A change by another process cannot wake a waiting call: it checks at this interval.
    private const int SharedLookMilliseconds = 50;

    private readonly Lock _gate = new();
    private readonly ITokenStore _store;
    private readonly List<AutoResetEvent> _waiters = [];
    private volatile TokenState _state;
    private volatile TokenObject[] _objects = [];
    private volatile bool _isDeleted;
    private long _checkedAt;

    private TokenDevice(ITokenStore store, TokenState state, SimulatedPersona persona, bool isShared)
    {
        _store = store;
        _state = state;
        IsShared = isShared;
        Persona = persona;
    }

    /// <summary>True if other processes may change the token.</summary>
    public bool IsShared { get; }

    /// <summary>How long a call waits for <see cref="Wake"/> before it checks by itself, in milliseconds.</summary>
    public int LookInterval => IsShared ? SharedLookMilliseconds : Timeout.Infinite;

    public SimulatedPersona Persona { get; }

    public TokenState State => _state;

    /// <summary>The objects, oldest first.</summary>
    public IReadOnlyList<TokenObject> Objects => _objects;

    public bool IsDeleted => _isDeleted;

    public bool IsInserted => !_isDeleted && _state.IsInserted;

    /// <summary>Result of this process's last fingerprint request; null before the first.</summary>
    public FingerOutcome? LastFinger { get; set; }

    /// <summary>Size of the objects in bytes.</summary>
    public int MemoryUsed => _objects.Sum(o => o.Size);

    /// <summary>Opens a token; null if it was deleted meanwhile.</summary>
    /// <exception cref="SimulatorStoreException">
    /// A file is damaged, or a newer version made it, perhaps of a vendor not known yet.
    /// </exception>
    public static TokenDevice? Open(ITokenStore store, bool isShared)
    {
        if (store.ReadState(known: null) is not { } state)
            return null;
        SimulatedPersona persona = SimulatedPersonas.Find(state.Vendor) ?? throw SimulatorStoreException.Newer(state.Serial);
        TokenDevice device = new(store, state, persona, isShared);
        device.Refresh(isForced: true);
        return device;
    }

    /// <summary>The present version of an object; null if it was destroyed.</summary>
    public TokenObject? Find(TokenObject known) => Array.Find(_objects, candidate => candidate.Name == known.Name);

    /// <summary>Whether the token is in its slot since the insertion that a session was opened under.</summary>
    public bool IsPresentSince(long insertion) => IsInserted && _state.Insertions == insertion;

    /// <summary>Looks for changes that other processes made.</summary>
    /// <param name="isForced">False to check only after some time.</param>
    public void Refresh(bool isForced = false)
    {
        if (!isForced && (!IsShared || TimeProvider.System.GetElapsedTime(Volatile.Read(ref _checkedAt)) < CheckInterval))
            return;
        lock (_gate)
            Reload();
    }

    /// <inheritdoc cref="Refresh"/>
    /// <returns><see cref="CKR.OK"/>, or <see cref="CKR.DEVICE_ERROR"/> if the store failed.</returns>
    public CKR TryRefresh(bool isForced = false) => StoreGuard.Run((Device: this, isForced), static refresh =>
    {
        refresh.Device.Refresh(refresh.isForced);
        return CKR.OK;
    });

    /// <summary>Wakes all calls that wait for a finger or in a fault, so that they check again.</summary>
    public void Wake()
    {
        lock (_waiters)
            _waiters.ForEach(waiter => waiter.Set());
    }

    public void AddWaiter(AutoResetEvent waiter)
    {
        lock (_waiters)
            _waiters.Add(waiter);
    }

    public void RemoveWaiter(AutoResetEvent waiter)
    {
        lock (_waiters)
            _waiters.Remove(waiter);
    }

    /// <summary>Takes the finger sensor; null if another login has it.</summary>
    public IDisposable? TryAcquireSensor() => _store.TryAcquireSensor();

    /// <summary>Releases the finger sensor and wakes the logins that wait for their turn.</summary>
    public void ReleaseSensor(IDisposable sensor)
    {
        sensor.Dispose();
        Wake();
    }

    public bool IsSensorInUse() => _store.IsSensorInUse();

    private void Reload()
    {
        TokenState? state = _store.ReadState(_state);
        if (state is null)
        {
            _isDeleted = true;
        }
        else
        {
            _state = state;
            _objects = _store.ReadObjects(_objects, state.ErasedObjects);
        }

        Volatile.Write(ref _checkedAt, TimeProvider.System.GetTimestamp());
    }
}
