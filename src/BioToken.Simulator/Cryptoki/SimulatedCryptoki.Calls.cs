using BioToken.Pkcs11;

namespace BioToken.Simulator;

// How calls come in: each finds its session or slot, is counted by the token's plan of faults, if there is one, and is carried out.
public sealed partial class SimulatedCryptoki
{
    internal TimeProvider Time => _simulator.Time;

    /// <summary>Cancelled when the module is finalized.</summary>
    internal CancellationToken Stop
    {
        get
        {
            lock (_gate)
                return _stop.Token;
        }
    }

    /// <summary>Whether a session can be used: an error of the session goes before those of arguments.</summary>
    internal CKR CheckSession(nuint session) => Enter(session, out _);

    /// <summary>Why a call that waits cannot go on; null if it can.</summary>
    /// <param name="device">Its token.</param>
    /// <param name="session">Its session; null for a call about the slot.</param>
    /// <param name="insertion">The insertion that it began under.</param>
    internal CKR? WhyOver(TokenDevice device, Session? session, long insertion)
    {
        lock (_gate)
        {
            if (!_isInitialized)
                return CKR.CRYPTOKI_NOT_INITIALIZED;
            if (device.IsPresentSince(insertion))
                return session is { IsClosed: true } ? CKR.SESSION_CLOSED : null;
            if (session is not null)
                Close(session);
            return CKR.DEVICE_REMOVED;
        }
    }

    /// <summary>Takes a call that names a session.</summary>
    /// <param name="function">The function.</param>
    /// <param name="handle">The session's handle.</param>
    /// <param name="subject">What the call is about, where it is about objects.</param>
    private Call Take(TokenFunction function, nuint handle, CallSubject subject = default)
    {
        CKR rv = Enter(handle, out Session session);
        if (rv != CKR.OK)
            return Call.Refuse(rv);
        return session.Device.HasFaults ? Meet(function, session.Device, session, subject) : Call.To(session.Device, session);
    }

    /// <summary>Takes a call that names a slot. Where the token is out, nothing can go wrong with it.</summary>
    private Call TakeAtSlot(TokenFunction function, nuint slot, bool mustBePresent = true)
    {
        CKR rv = FindSlot(slot, mustBePresent, out TokenDevice device);
        if (rv != CKR.OK)
            return Call.Refuse(rv);
        return device.HasFaults && device.IsInserted
            ? Meet(function, device, session: null, subject: default)
            : Call.To(device, session: null);
    }

    /// <summary>Counts a call by the plan, and lets what comes true act before the work.</summary>
    private Call Meet(TokenFunction function, TokenDevice device, Session? session, CallSubject subject)
    {
        try
        {
            if (!device.Faults.MayConcern(function))
                return Call.To(device, session);
            ReadOnlySpan<CKO> classes = subject.Resolve(handle => ClassOf(session!, handle), stackalloc CKO[1]);
            FaultEffect[] effects = device.CountCall(function, classes);
            return effects.Length == 0 ? Call.To(device, session) : Call.Under(new Fault(this, device, session, effects));
        }
        catch (Exception e) when (SimulatorStoreException.IsStoreFailure(e))
        {
            return Call.Refuse(CKR.DEVICE_ERROR);
        }
    }

    private CKO? ClassOf(Session session, nuint handle)
    {
        lock (_gate)
            return FindObject(session, handle) is { } entry ? entry.Object?.Class ?? CKO.HW_FEATURE : null;
    }
}
