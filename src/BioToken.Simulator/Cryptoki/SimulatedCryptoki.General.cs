using BioToken.Pkcs11;

namespace BioToken.Simulator;

// General-purpose functions (PKCS#11 v2.40 section 5.4).
public sealed partial class SimulatedCryptoki
{
    private static readonly CryptokiInfo ModuleInfo = new(new(2, 40), "SIMULATED BioToken", "SIMULATED fingerprint tokens", new(0, 1));

    /// <inheritdoc/>
    public CKR Initialize()
    {
        IReadOnlyList<TokenDevice> devices;
        try
        {
            devices = _simulator.Devices(isForced: true);
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            return CKR.DEVICE_ERROR;
        }

        lock (_gate)
        {
            if (_isInitialized)
                return CKR.CRYPTOKI_ALREADY_INITIALIZED;
            _isInitialized = true;
            foreach (TokenDevice device in devices)
                _seen[device] = (device.IsInserted, device.State.Insertions);
        }

        return CKR.OK;
    }

    /// <inheritdoc/>
    public CKR FinalizeCryptoki()
    {
        TokenConnection[] connections;
        lock (_gate)
        {
            if (!_isInitialized)
                return CKR.CRYPTOKI_NOT_INITIALIZED;
            _isInitialized = false;
            connections = [.. _connections.Values];
            foreach (Session session in _sessions.Values)
                session.MarkClosed();
            foreach (TokenConnection connection in connections)
                connection.Clear();
            _sessions.Clear();
            _connections.Clear();
            _seen.Clear();
        }

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
