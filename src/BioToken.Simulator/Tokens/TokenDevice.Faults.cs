using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Errors;
using BioToken.Simulator.Faults;

namespace BioToken.Simulator.Tokens;

// The plan of faults: calls are counted, durably, before anything happens, so that a process that kills itself does it once.
internal sealed partial class TokenDevice
{
    // The plan as it was read last, by its text.
    private volatile Tuple<string, FaultPlan> _plan = new("", FaultPlan.None);

    /// <summary>Whether there is a plan: the only cost of a call without one.</summary>
    public bool HasFaults => _state.Faults.Length > 0;

    /// <summary>The plan.</summary>
    /// <exception cref="SimulatorStoreException">A newer version wrote it.</exception>
    public FaultPlan Faults
    {
        get
        {
            string text = _state.Faults;
            Tuple<string, FaultPlan> plan = _plan;
            if (plan.Item1 != text)
                _plan = plan = new(text, ReadPlan(text));
            return plan.Item2;
        }
    }

    /// <summary>Counts a call for the rules that it concerns.</summary>
    /// <param name="function">The function.</param>
    /// <param name="classes">Classes of the objects that the call is about.</param>
    /// <returns>The effects, in the order of the plan.</returns>
    public FaultEffect[] CountCall(TokenFunction function, ReadOnlySpan<CKO> classes)
    {
        lock (_gate)
        {
            using IDisposable turn = _store.Lock();
            Reload();
            FaultPlan plan = Faults;
            long[] before = _state.FaultCalls;
            long[]? calls = null;
            List<FaultEffect> due = [];
            for (int i = 0; i < plan.Rules.Count && i < before.Length; i++)
            {
                FaultRule rule = plan.Rules[i];
                bool isConcerned = rule.MayConcern(function) && (rule.ObjectClass is not { } wanted || classes.Contains(wanted));
                if (!isConcerned || rule.Trigger.IsSpent(before[i]))
                    continue;
                calls ??= [.. before];
                calls[i]++;
                if (rule.Trigger.Fires(plan.Seed, i, calls[i]))
                    due.Add(rule.Effect);
            }

            if (calls is not null)
                Write(_state with { FaultCalls = calls });
            return [.. due];
        }
    }

    private FaultPlan ReadPlan(string text)
    {
        try
        {
            return FaultPlan.Parse(text);
        }
        catch (FormatException)
        {
            throw SimulatorStoreException.Newer(_state.Serial);
        }
    }
}
