using BioToken.Pkcs11;

namespace BioToken.Simulator;

/// <summary>
/// A PKCS#11 v2.40 module over the tokens of a <see cref="TokenSimulator"/>: one slot per token, one application per instance. Logins and
/// sessions belong to the instance; tokens are shared. Safe for several threads. No method throws for anything that a caller passes.
/// </summary>
public sealed partial class SimulatedCryptoki : ICryptoki
{
    private const int MaxSessions = 256;

    private readonly TokenSimulator _simulator;

    // Guards all fields below, and the connections. Never held while a store is written or a finger is waited for.
    private readonly Lock _gate = new();
    private readonly Dictionary<nuint, Session> _sessions = [];
    private readonly Dictionary<TokenDevice, TokenConnection> _connections = [];
    private readonly Dictionary<int, SlotView> _seen = [];
    private bool _isInitialized;

    // Of the present initialization: cancelled when it ends, and left to the collector, since a wait may still hold it.
    private CancellationTokenSource _stop = new();
    private nuint _nextSession = 1;
    private nuint _nextObject = 1;

    internal SimulatedCryptoki(TokenSimulator simulator) => _simulator = simulator;

    /// <summary>Stops the module if it runs.</summary>
    public void Dispose()
    {
        FinalizeCryptoki();
        _simulator.Forget(this);
    }

    private bool IsInitialized
    {
        get
        {
            lock (_gate)
                return _isInitialized;
        }
    }

    /// <summary>
    /// Finds a session and makes sure that its token is still there. The first call after a removal says so; the session is gone then.
    /// </summary>
    private CKR Enter(nuint handle, out Session session)
    {
        Session? found;
        session = null!;
        lock (_gate)
        {
            if (!_isInitialized)
                return CKR.CRYPTOKI_NOT_INITIALIZED;
            if (!_sessions.TryGetValue(handle, out found))
                return CKR.SESSION_HANDLE_INVALID;
        }

        try
        {
            found.Device.Refresh();
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            return CKR.DEVICE_ERROR;
        }

        if (!found.Device.IsPresentSince(found.Insertion))
        {
            lock (_gate)
                Close(found);
            return CKR.DEVICE_REMOVED;
        }

        session = found;
        return CKR.OK;
    }

    /// <summary>Finds a slot's token.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="mustBePresent">Whether an empty slot is an error.</param>
    /// <param name="device">The token, with <see cref="CKR.OK"/>.</param>
    private CKR FindSlot(nuint slot, bool mustBePresent, out TokenDevice device)
    {
        device = null!;
        if (!IsInitialized)
            return CKR.CRYPTOKI_NOT_INITIALIZED;

        try
        {
            TokenDevice? found = _simulator.FindSlot(slot);
            found?.Refresh(isForced: true);
            if (found is null && _simulator.FindDamaged(slot) is not null)
                return CKR.TOKEN_NOT_RECOGNIZED;
            if (found is null || found.IsDeleted)
                return CKR.SLOT_ID_INVALID;
            device = found;
            return mustBePresent && !found.IsInserted ? CKR.TOKEN_NOT_PRESENT : CKR.OK;
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            return CKR.DEVICE_ERROR;
        }
    }

    private void Close(Session session)
    {
        session.MarkClosed();
        _sessions.Remove(session.Handle);
        session.Connection.Forget(session);
    }
}
