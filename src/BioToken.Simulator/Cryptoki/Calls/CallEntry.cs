using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki.Application;
using BioToken.Simulator.Faults;
using BioToken.Simulator.Store;
using BioToken.Simulator.Tokens;

namespace BioToken.Simulator.Cryptoki.Calls;

/// <summary>Begins calls: finds their session or slot, and counts them by the token's fault plan, if there is one.</summary>
internal sealed class CallEntry(ApplicationState application)
{
    /// <summary>Enters a call that names a session.</summary>
    /// <param name="function">The function.</param>
    /// <param name="handle">The session's handle.</param>
    /// <param name="subject">The objects of the call, if any.</param>
    public Call Enter(TokenFunction function, nuint handle, CallSubject subject = default)
    {
        CKR rv = application.FindSession(handle, out Session session);
        if (rv != CKR.OK)
            return Call.Refuse(rv);
        return session.Device.HasFaults ? ApplyFaults(function, session.Device, session, subject) : Call.Proceed(session.Device, session);
    }

    /// <summary>Enters a call that names a slot. Faults do not apply to a removed token.</summary>
    /// <param name="function">The function.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="mustBePresent">Whether an empty slot is an error.</param>
    public Call EnterSlot(TokenFunction function, nuint slot, bool mustBePresent = true)
    {
        CKR rv = FindSlot(slot, mustBePresent, out TokenDevice? device);
        if (rv != CKR.OK)
            return Call.Refuse(rv);
        return device!.HasFaults && device.IsInserted
            ? ApplyFaults(function, device, session: null, subject: default)
            : Call.Proceed(device, session: null);
    }

    private CKR FindSlot(nuint slot, bool mustBePresent, out TokenDevice? device)
    {
        device = null;
        if (!application.IsInitialized)
            return CKR.CRYPTOKI_NOT_INITIALIZED;
        TokenDevice? found = null;
        CKR rv = StoreGuard.Run(() =>
        {
            found = application.Tokens.Find(slot);
            found?.Refresh(isForced: true);
        });
        if (rv != CKR.OK)
            return rv;
        if (found is null && application.Tokens.FindDamaged(slot) is not null)
            return CKR.TOKEN_NOT_RECOGNIZED;
        if (found is null || found.IsDeleted)
            return CKR.SLOT_ID_INVALID;
        device = found;
        return mustBePresent && !found.IsInserted ? CKR.TOKEN_NOT_PRESENT : CKR.OK;
    }

    /// <summary>Counts a call by the plan, and applies due faults before the work.</summary>
    private Call ApplyFaults(TokenFunction function, TokenDevice device, Session? session, CallSubject subject)
    {
        FaultEffect[] effects = [];
        CKR rv = StoreGuard.Run(subject, subject =>
        {
            if (!device.Faults.MayConcern(function))
                return CKR.OK;
            ReadOnlySpan<CKO> classes = subject.Resolve(handle => ClassOf(session!, handle), stackalloc CKO[1]);
            effects = device.CountCall(function, classes);
            return CKR.OK;
        });
        if (rv != CKR.OK)
            return Call.Refuse(rv);
        return effects.Length == 0 ? Call.Proceed(device, session) : Call.ProceedWith(new Fault(application, device, session, effects));
    }

    private CKO? ClassOf(Session session, nuint handle)
    {
        lock (application.Gate)
            return session.FindObject(handle) is { } entry ? entry.Object?.Class ?? CKO.HW_FEATURE : null;
    }
}
