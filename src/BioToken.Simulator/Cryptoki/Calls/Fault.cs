using System.Diagnostics;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Cryptoki.Application;
using BioToken.Simulator.Faults;
using BioToken.Simulator.Store;
using BioToken.Simulator.Tokens;

namespace BioToken.Simulator.Cryptoki.Calls;

/// <summary>The faults of one call: their effects before and after the call's own work. No lock is held meanwhile.</summary>
/// <param name="application">The application that called.</param>
/// <param name="device">The token.</param>
/// <param name="session">The session; null for a call about the slot.</param>
/// <param name="effects">The effects, in the order of the plan.</param>
internal sealed class Fault(ApplicationState application, TokenDevice device, Session? session, FaultEffect[] effects)
{
    private readonly long _insertion = session?.Insertion ?? device.State.Insertions;

    public TokenDevice Device => device;

    public Session? Session => session;

    /// <summary>The error of lengths.</summary>
    public int LengthError => (int)Math.Clamp(
        effects.Sum(effect => (long)effect.Difference), -FaultEffect.MaxLengthError, FaultEffect.MaxLengthError);

    /// <summary>Acts before the work.</summary>
    /// <returns>The return value instead of it; null to continue.</returns>
    public CKR? Begin()
    {
        foreach (FaultEffect effect in effects)
        {
            if (!effect.IsAfter && Act(effect) is { } answer)
                return answer;
        }

        return null;
    }

    /// <summary>Acts after the work.</summary>
    /// <returns>The return value.</returns>
    public CKR End(CKR rv)
    {
        foreach (FaultEffect effect in effects)
        {
            if (effect.IsAfter)
                rv = Act(effect) ?? rv;
        }

        return rv;
    }

    private CKR? Act(FaultEffect effect)
    {
        CKR? result = null;
        CKR rv = StoreGuard.Run(() => result = effect.Kind switch
        {
            FaultKind.Return => effect.ReturnValue,
            FaultKind.Delay => Wait(effect.Duration),
            FaultKind.Hang => Wait(effect.Duration) ?? CKR.FUNCTION_FAILED,
            FaultKind.Remove => Remove(),
            FaultKind.Kill => Kill(),
            _ => null,
        });
        return rv == CKR.OK ? result : rv;
    }

    private CKR? Remove()
    {
        device.Change(state => state.Insertions == _insertion ? state with { IsInserted = false } : state);
        return application.FindInterruption(device, session, _insertion);
    }

    /// <summary>Waits for a time, or for ever.</summary>
    /// <returns>Why the wait ended early; null if it did not.</returns>
    private CKR? Wait(TimeSpan? limit)
    {
        using Alarm alarm = new(application.Tokens.Time);
        device.AddWaiter(alarm.Event);
        try
        {
            if (limit is { } due)
                alarm.SetAt(due);
            WaitHandle[] reasons = [alarm.Event, application.Stop.WaitHandle];
            while (true)
            {
                device.Refresh(isForced: true);
                if (application.FindInterruption(device, session, _insertion) is { } reason)
                    return reason;
                if (alarm.Elapsed >= limit)
                    return null;
                WaitHandle.WaitAny(reasons, device.LookInterval);
            }
        }
        finally
        {
            device.RemoveWaiter(alarm.Event);
        }
    }

    private static CKR? Kill()
    {
        using Process self = Process.GetCurrentProcess();
        self.Kill();
        throw new UnreachableException();
    }
}
