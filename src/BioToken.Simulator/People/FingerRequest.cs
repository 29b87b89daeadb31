namespace BioToken.Simulator;

/// <summary>One request for a finger: waits until a person touches, by script or live, or until there is a reason to stop.</summary>
internal sealed class FingerRequest : IDisposable
{
    // A change by another process cannot wake this one: look again this often.
    private const int SharedLookMilliseconds = 50;

    private readonly TokenDevice _device;
    private readonly TimeProvider _time;
    private readonly long _insertion;
    private readonly Func<bool> _isAbandoned;
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly List<ITimer> _timers = [];
    private readonly long _start;
    private IDisposable? _sensor;
    private long _touchesBefore;
    private (string Script, int Position)? _step;
    private TimeSpan _stepDue;

    private FingerRequest(TokenDevice device, TimeProvider time, long insertion, Func<bool> isAbandoned)
    {
        _device = device;
        _time = time;
        _insertion = insertion;
        _isAbandoned = isAbandoned;
        _start = time.GetTimestamp();
        device.AddWaiter(_wake);
        WakeAt(device.State.Patience);
    }

    private TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>Asks for a finger. Occupies the thread until there is an outcome, which is durable then.</summary>
    /// <param name="device">The token.</param>
    /// <param name="time">The clock of its patience.</param>
    /// <param name="insertion">The insertion that the session was opened under.</param>
    /// <param name="isAbandoned">Tells that nobody waits for the outcome; asked after each <see cref="TokenDevice.Wake"/>.</param>
    public static FingerOutcome Ask(TokenDevice device, TimeProvider time, long insertion, Func<bool> isAbandoned)
    {
        using FingerRequest request = new(device, time, insertion, isAbandoned);
        while (true)
        {
            if (request.Look() is { } outcome)
                return outcome;
            request._wake.WaitOne(device.IsShared ? SharedLookMilliseconds : Timeout.Infinite);
        }
    }

    public void Dispose()
    {
        _device.RemoveWaiter(_wake);
        _timers.ForEach(timer => timer.Dispose());
        if (_sensor is not null)
            _device.GiveBackSensor(_sensor);
        // A timer's callback may still be on its way: the event stays for the collector.
    }

    private FingerOutcome? Look()
    {
        _device.Refresh(isForced: true);
        TokenState state = _device.State;
        if (!_device.IsPresentSince(_insertion))
            return FingerOutcome.Removed;
        if (_isAbandoned())
            return FingerOutcome.Abandoned;
        if (state.FingerTriesLeft == 0)
            return FingerOutcome.Blocked;
        if (TakeSensor() && FindTouch(state) is { } touch)
        {
            if (touch != TouchKind.Wet)
                return Settle(touch);
            // Not recognised: the token asks again at once.
            _device.Change(Advance);
            _wake.Set();
            return null;
        }

        return Elapsed >= state.Patience ? Settle(touch: null) : null;
    }

    /// <summary>Takes the sensor as soon as it is free. A finger that lay on it before is no answer to this request.</summary>
    private bool TakeSensor()
    {
        if (_sensor is null)
        {
            _sensor = _device.TryTakeSensor();
            _touchesBefore = _device.State.Touches;
        }

        return _sensor is not null;
    }

    /// <summary>What the person does now; null if nothing yet.</summary>
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
            _stepDue = Elapsed + step.Delay;
            WakeAt(_stepDue);
        }

        if (Elapsed < _stepDue || _stepDue >= state.Patience)
            return null;
        return step.Kind;
    }

    /// <summary>Writes down what the touch did, or that none came, and uses up the step of the script.</summary>
    private FingerOutcome Settle(TouchKind? touch)
    {
        FingerOutcome outcome = touch switch
        {
            TouchKind.Right => FingerOutcome.Matched,
            TouchKind.Wrong => FingerOutcome.Mismatched,
            TouchKind.Cancel => FingerOutcome.Cancelled,
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

    private void WakeAt(TimeSpan due)
    {
        TimeSpan delay = due - Elapsed;
        if (delay <= TimeSpan.Zero)
            return;
        ITimer? timer = null;
        timer = _time.CreateTimer(Wake, state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timers.Add(timer);
        timer.Change(delay, Timeout.InfiniteTimeSpan);

        void Wake(object? state)
        {
            // Timers may go off a little before the clock is there: this one then goes off once more.
            TimeSpan rest = due - Elapsed;
            if (rest > TimeSpan.Zero)
                timer!.Change(TimeSpan.FromMilliseconds(Math.Ceiling(rest.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
            else
                _wake.Set();
        }
    }
}
