using BioToken.Pkcs11;

namespace BioToken.Simulator;

// General-purpose functions (PKCS#11 v2.40 section 5.4).
public sealed partial class SimulatedCryptoki
{
    private static readonly CryptokiInfo ModuleInfo = new(new(2, 40), "SIMULATED BioToken", "SIMULATED fingerprint tokens", new(0, 1));

    /// <inheritdoc/>
    public CKR Initialize()
    {
        CKR rv = LookAtSlots(out Dictionary<int, SlotView> slots);
        if (rv != CKR.OK)
            return rv;
        lock (_gate)
        {
            if (_isInitialized)
                return CKR.CRYPTOKI_ALREADY_INITIALIZED;
            _isInitialized = true;
            _stop = new CancellationTokenSource();
            foreach ((int slot, SlotView view) in slots)
                _seen[slot] = view;
        }

        return CKR.OK;
    }

    /// <inheritdoc/>
    public CKR FinalizeCryptoki()
    {
        TokenConnection[] connections;
        CancellationTokenSource stop;
        lock (_gate)
        {
            if (!_isInitialized)
                return CKR.CRYPTOKI_NOT_INITIALIZED;
            _isInitialized = false;
            stop = _stop;
            connections = [.. _connections.Values];
            foreach (Session session in _sessions.Values)
                session.MarkClosed();
            foreach (TokenConnection connection in connections)
                connection.Clear();
            _sessions.Clear();
            _connections.Clear();
            _seen.Clear();
        }

        stop.Cancel();
        foreach (TokenConnection connection in connections)
            connection.Device.Wake();
        return CKR.OK;
    }

    /// <inheritdoc/>
    public CKR GetInfo(out CryptokiInfo info)
    {
        info = ModuleInfo;
        return IsInitialized ? CKR.OK : CKR.CRYPTOKI_NOT_INITIALIZED;
    }
}
