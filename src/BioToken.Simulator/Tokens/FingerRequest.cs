using BioToken.Simulator.People;
using BioToken.Simulator.State;

namespace BioToken.Simulator.Tokens;

/// <summary>One request for a finger: waits until a person touches, by script or live, or until there is a reason to stop.</summary>
internal sealed class FingerRequest : IDisposable
{
    private readonly TokenDevice _device;
    private readonly long _insertion;
    private readonly Func<bool> _isAbandoned;
    private readonly Alarm _alarm;
    private IDisposable? _sensor;
    private long _touchesBefore;
    private (string Script, int Position)? _step;
    private TimeSpan _stepDue;

    private FingerRequest(TokenDevice device, TimeProvider time, long insertion, Func<bool> isAbandoned)
    {
        _device = device;
        _insertion = insertion;
        _isAbandoned = isAbandoned;
        _alarm = new Alarm(time);
        device.AddWaiter(_alarm.Event);
        _alarm.SetAt(device.State.Patience);
    }

    /// <summary>Asks for a finger. Occupies the thread until there is an outcome, which is durable then.</summary>
    /// <param name="device">The token.</param>
    /// <param name="time">The clock of its patience.</param>
    /// <param name="insertion">The insertion that the session was opened under.</param>
    /// <param name="isAbandoned">Returns whether no caller waits for the outcome; called after each <see cref="TokenDevice.Wake"/>.</param>
    public static FingerOutcome Ask(TokenDevice device, TimeProvider time, long insertion, Func<bool> isAbandoned)
    {
        using FingerRequest request = new(device, time, insertion, isAbandoned);
        while (true)
        {
            if (request.FindOutcome() is { } outcome)
                return outcome;
            request._alarm.Event.WaitOne(device.LookInterval);
        }
    }

    public void Dispose()
    {
        _device.RemoveWaiter(_alarm.Event);
        _alarm.Dispose();
        if (_sensor is not null)
            _device.ReleaseSensor(_sensor);
    }

    private FingerOutcome? FindOutcome()
    {
        _device.Refresh(isForced: true);
        TokenState state = _device.State;
        if (!_device.IsPresentSince(_insertion))
            return FingerOutcome.Removed;
        if (_isAbandoned())
            return FingerOutcome.Abandoned;
        if (state.FingerTriesLeft == 0)
            return FingerOutcome.Blocked;
        if (AcquireSensor() && FindTouch(state) is { } touch)
        {
            if (touch != TouchKind.Wet)
                return Complete(touch);
            // Not recognized: the token asks again at once.
            _device.Change(Advance);
            _alarm.Event.Set();
            return null;
        }

        return _alarm.Elapsed >= state.Patience ? Complete(touch: null) : null;
    }

    /// <summary>Reserves the sensor as soon as it is free. A finger placed before does not count for this request.</summary>
    private bool AcquireSensor()
    {
        if (_sensor is null)
        {
            _sensor = _device.TryAcquireSensor();
            _touchesBefore = _device.State.Touches;
        }

        return _sensor is not null;
    }

    /// <summary>The person's current reaction; null if none yet.</summary>
    private TouchKind? FindTouch(TokenState state)
    {
        if (state.Touches > _touchesBefore)
        {
            _touchesBefore = state.Touches;
            return state.Fingers.Contains(state.TouchedFinger) ? TouchKind.Right : TouchKind.Wrong;
        }

        TouchStep step = TouchScript.Parse(state.Script)[state.ScriptPosition];
        if (step.Kind is TouchKind.Wait or TouchKind.WalkAway)
            return null;
        if (_step != (state.Script, state.ScriptPosition))
        {
            _step = (state.Script, state.ScriptPosition);
            _stepDue = _alarm.Elapsed + step.Delay;
            _alarm.SetAt(_stepDue);
        }

        if (_alarm.Elapsed < _stepDue || _stepDue >= state.Patience)
            return null;
        return step.Kind;
    }

    /// <summary>Records the result of the touch, or that there was none, and consumes the step of the script.</summary>
    private FingerOutcome Complete(TouchKind? touch)
    {
        FingerOutcome outcome = touch switch
        {
            TouchKind.Right => FingerOutcome.Matched,
            TouchKind.Wrong => FingerOutcome.Mismatched,
            TouchKind.Cancel => FingerOutcome.Canceled,
            TouchKind.Remove => FingerOutcome.Removed,
            _ => FingerOutcome.TimedOut,
        };
        _device.Change(state => outcome switch
        {
            FingerOutcome.Matched => WithTries(Advance(state), state.MaxFingerTries),
            FingerOutcome.Mismatched => WithTries(Advance(state), Math.Max(0, state.FingerTriesLeft - 1)),
            FingerOutcome.Removed => Advance(state) with { IsInserted = false },
            _ => Advance(state),
        });
        return outcome;
    }

    private static TokenState Advance(TokenState state)
        => state.ScriptPosition < TouchScript.Parse(state.Script).Length ? state with { ScriptPosition = state.ScriptPosition + 1 } : state;

    private static TokenState WithTries(TokenState state, int tries)
        => state.FingerTriesLeft == tries ? state : state with { FingerTriesLeft = tries };
}
