namespace BioToken.Reliability.Tests;

/// <summary>A program's run under strace.</summary>
/// <param name="Outcome">How it ended, and what it wrote.</param>
/// <param name="Calls">The calls in the order in which they were begun.</param>
internal sealed record TracedRun(ProgramOutcome Outcome, IReadOnlyList<TracedCall> Calls)
{
    // 128 and the signal's number, as .NET and shells tell it.
    private const int Killed = 128 + 9;

    public bool WasKilled => Outcome.ExitCode == Killed;

    /// <summary>Places in <see cref="Calls"/> of those within a folder, and of the end. The others write to consoles and pipes.</summary>
    public IEnumerable<int> Within(string folder)
        => Enumerable.Range(0, Calls.Count).Where(index => Calls[index].Name == Strace.Exit || Calls[index].IsWithin(folder));

    /// <summary>The points of calls within a folder; one stands for the same number of several threads.</summary>
    public IEnumerable<KillPoint> Points(string folder) => Within(folder).Select(PointOf).Distinct();

    private KillPoint PointOf(int index) => new(
        Calls[index].Name, Calls.Take(index + 1).Count(call => call.Name == Calls[index].Name && call.Thread == Calls[index].Thread));

    /// <summary>
    /// A point for a call that another thread's hides: strace counts by thread, so that the first thread to come to a number is hit.
    /// Counted are only the calls that concern the same file.
    /// </summary>
    public KillPoint HiddenPointOf(int index)
    {
        TracedCall hidden = Calls[index];
        string path = hidden.Paths[^1];
        int number = Calls.Take(index + 1).Count(call => call.Name == hidden.Name && call.Thread == hidden.Thread && call.Concerns(path));
        return new KillPoint(hidden.Name, number, path);
    }
}
