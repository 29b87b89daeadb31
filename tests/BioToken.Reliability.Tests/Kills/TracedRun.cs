namespace BioToken.Reliability.Tests;

/// <summary>A program's run under strace.</summary>
/// <param name="Outcome">The exit code and the output.</param>
/// <param name="Calls">The calls in the order in which they started.</param>
internal sealed record TracedRun(ProgramOutcome Outcome, IReadOnlyList<TracedCall> Calls)
{
    // 128 plus the signal number, as .NET and shells report it.
    private const int Killed = 128 + 9;

    public bool WasKilled => Outcome.ExitCode == Killed;

    /// <summary>
    /// Returns the positions in <see cref="Calls"/> of the calls within a folder, and of the exit. The other calls write to consoles and
    /// pipes.
    /// </summary>
    public IEnumerable<int> Within(string folder)
        => Enumerable.Range(0, Calls.Count).Where(index => Calls[index].Name == Strace.Exit || Calls[index].IsWithin(folder));

    /// <summary>Returns the points of calls within a folder; one point covers the calls of several threads with the same number.</summary>
    public IEnumerable<KillPoint> Points(string folder) => Within(folder).Select(PointOf).Distinct();

    private KillPoint PointOf(int index) => new(
        Calls[index].Name, Calls.Take(index + 1).Count(call => call.Name == Calls[index].Name && call.Thread == Calls[index].Thread));

    /// <summary>
    /// Returns a point for a call that another thread's call hides: strace counts by thread, so that the first thread to reach a number is
    /// hit. Only the calls that concern the same file are counted.
    /// </summary>
    public KillPoint HiddenPointOf(int index)
    {
        TracedCall hidden = Calls[index];
        string path = hidden.Paths[^1];
        int number = Calls.Take(index + 1).Count(call => call.Name == hidden.Name && call.Thread == hidden.Thread && call.Concerns(path));
        return new KillPoint(hidden.Name, number, path);
    }
}
