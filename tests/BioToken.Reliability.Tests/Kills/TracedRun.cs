namespace BioToken.Reliability.Tests;

/// <summary>A program's run under strace.</summary>
/// <param name="Outcome">How it ended, and what it wrote.</param>
/// <param name="Calls">The calls in the order in which they were begun.</param>
internal sealed record TracedRun(ProgramOutcome Outcome, IReadOnlyList<TracedCall> Calls)
{
    // 128 and the signal's number, as .NET and shells tell it.
    private const int Killed = 128 + 9;

    public bool WasKilled => Outcome.ExitCode == Killed;

    /// <summary>All points at which a sweep kills: each call name's numbers, up to what the busiest thread reached.</summary>
    public IEnumerable<KillPoint> Points() => Calls
        .GroupBy(call => (call.Name, call.Thread))
        .GroupBy(calls => calls.Key.Name, calls => calls.Count(), StringComparer.Ordinal)
        .SelectMany(counts => Enumerable.Range(1, counts.Max()).Select(number => new KillPoint(counts.Key, number)));
}
