using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Mechanisms.Operations;

namespace BioToken.Simulator.Cryptoki.Application;

/// <summary>The place of a session for its operation of one kind. Guarded by the session's lock.</summary>
internal sealed class OperationSlot<T>(TokenConnection connection)
    where T : TokenOperation
{
    private T? _operation;

    /// <summary>The operation under way; null if there is none, or the login that it was started under is over.</summary>
    public T? Live
    {
        get
        {
            if (_operation is { LoginVersion: { } version } && version != connection.LoginVersion)
                End();
            return _operation;
        }
    }

    public void Begin(T operation) => _operation = operation;

    public void End()
    {
        _operation?.Dispose();
        _operation = null;
    }

    /// <returns>False if there was no operation to end.</returns>
    public bool TryEnd()
    {
        bool wasLive = Live is not null;
        End();
        return wasLive;
    }

    /// <summary>
    /// Finds the operation for a call. A call of the other mode returns CKR_OPERATION_ACTIVE and, as any error but a buffer that is too
    /// small, ends the operation (sections 5.8 to 5.12).
    /// </summary>
    public CKR Find(OperationMode mode, out T operation)
    {
        operation = null!;
        if (Live is not { } live)
            return CKR.OPERATION_NOT_INITIALIZED;
        operation = live;
        if (live.Mode == OperationMode.Open)
            live.Mode = mode;
        if (live.Mode == mode)
            return CKR.OK;
        End();
        return CKR.OPERATION_ACTIVE;
    }

    /// <summary>Like <see cref="Find"/>, for a call that uses the key: the login that the key requires must be done.</summary>
    public CKR FindReady(OperationMode mode, out T operation)
    {
        CKR rv = Find(mode, out operation);
        return rv == CKR.OK && operation.NeedsContextLogin ? EndAfter(CKR.USER_NOT_LOGGED_IN) : rv;
    }

    /// <summary>Finds the operation for a call with an output; requesting its length needs no login.</summary>
    public CKR FindFor(OutputBuffer output, OperationMode mode, out T operation)
        => output.IsQuery ? Find(mode, out operation) : FindReady(mode, out operation);

    /// <summary>Ends the operation after a call with a result; a buffer that is too small leaves it active (section 5.2).</summary>
    public CKR EndAfter(CKR rv)
    {
        if (rv != CKR.BUFFER_TOO_SMALL)
            End();
        return rv;
    }

    /// <summary>Ends the operation if a call failed that would have left it active.</summary>
    public CKR KeepAfter(CKR rv) => rv == CKR.OK ? rv : EndAfter(rv);
}
