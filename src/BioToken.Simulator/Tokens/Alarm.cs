namespace BioToken.Simulator.Tokens;

/// <summary>An event that a clock sets at given times after the alarm's creation. Others may also set it.</summary>
internal sealed class Alarm(TimeProvider time) : IDisposable
{
    private readonly List<ITimer> _timers = [];
    private readonly long _start = time.GetTimestamp();

    public AutoResetEvent Event { get; } = new(initialState: false);

    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>Sets the event at a time; not if that is over.</summary>
    public void SetAt(TimeSpan due)
    {
        TimeSpan delay = due - Elapsed;
        if (delay <= TimeSpan.Zero)
            return;
        ITimer? timer = null;
        timer = time.CreateTimer(GoOff, state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timers.Add(timer);
        timer.Change(delay, Timeout.InfiniteTimeSpan);

        void GoOff(object? state)
        {
            // Timers may fire a little early: then this one fires again.
            TimeSpan rest = due - Elapsed;
            if (rest > TimeSpan.Zero)
                timer!.Change(TimeSpan.FromMilliseconds(Math.Ceiling(rest.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
            else
                Event.Set();
        }
    }

    // A timer's callback may still be on its way: the event stays for the collector.
    public void Dispose() => _timers.ForEach(timer => timer.Dispose());
}
