using System.Globalization;

namespace BioToken.Reliability.Tests;

/// <summary>A sweep that kills one command at one point after the other, each time with the same initial contents of the place.</summary>
internal sealed class KillSweep(KillScenario scenario, KillPlace place)
{
    private readonly List<string> _failures = [];
    private readonly HashSet<int> _hit = [];
    private FileTree? _before;
    private TracedRun? _whole;
    private int _kills;

    /// <summary>Runs the command undisturbed, to record its calls.</summary>
    /// <returns>All points at which it can be killed.</returns>
    private async Task<IReadOnlyList<KillPoint>> BeginAsync()
    {
        place.Clear();
        await scenario.PrepareAsync(place);
        _before = FileTree.Read(place.Path);
        ToolRun command = scenario.Command(place);
        _whole = place.Strace.Run(command);
        if (_whole.Outcome.ExitCode != 0 && !scenario.MayRefuse)
            throw new InvalidOperationException(
                $"{scenario.Name}: '{command.Text}' ended with {_whole.Outcome.ExitCode}: {_whole.Outcome.Text}");
        await scenario.LearnAsync(place);
        return [.. _whole.Points(place.Path)];
    }

    /// <summary>Kills the command at every call of the undisturbed run.</summary>
    public async Task<KillResult> RunAsync()
    {
        await KillAsync(await BeginAsync());
        await KillAsync([.. Missed().Where(index => _whole!.Calls[index].Name != Strace.Exit).Select(_whole!.HiddenPointOf)]);
        return new KillResult(scenario.Name, _kills, [.. Missed().Select(Describe)], _failures);
    }

    /// <summary>Kills the command at some random calls, or at every call if there are no more.</summary>
    public async Task<KillResult> RunAsync(int limit, Random random)
    {
        KillPoint[] points = [.. await BeginAsync()];
        random.Shuffle(points);
        await KillAsync(points.Take(limit));
        return new KillResult(scenario.Name, _kills, [], _failures);
    }

    private async Task KillAsync(IEnumerable<KillPoint> points)
    {
        foreach (KillPoint point in points)
            await KillAsync(point);
    }

    // A kill cannot wait for a file whose name is different in each run.
    private IEnumerable<int> Missed()
        => _whole!.Within(place.Path).Except(_hit).Where(index => !_whole.Calls[index].Paths.Any(KillPlace.IsRandomName));

    private async Task KillAsync(KillPoint point)
    {
        _before!.WriteTo(place.Path);
        TracedRun killed = place.Strace.Run(scenario.Command(place), point);
        if (!killed.WasKilled)
        {
            _failures.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{scenario.Name}, to be killed at {point}, ended with {killed.Outcome.ExitCode}: {killed.Outcome.Text}"));
            return;
        }

        _kills++;
        _hit.Add(PositionOf(killed, point));
        try
        {
            await scenario.CheckAsync(place);
        }
        catch (Exception e)
        {
            _failures.Add($"{scenario.Name}, killed at {point}: {(e is KillException ? e.Message : e.ToString())}");
        }
    }

    /// <summary>Returns the position of the killed call in the undisturbed run.</summary>
    private int PositionOf(TracedRun killed, KillPoint point)
    {
        // The end is the last call, also of a run that waited once more for a lock than the undisturbed one.
        if (point.Call == Strace.Exit)
            return _whole!.Within(place.Path).Last(index => _whole.Calls[index].Name == Strace.Exit);
        if (point.Path is null)
            return killed.Calls.Count - 1;
        // The trace contains only the calls that concern the path.
        TracedCall last = killed.Calls[^1];
        int number = killed.Calls.Count(call => call.Name == last.Name);
        return Enumerable.Range(0, _whole!.Calls.Count)
            .Where(index => _whole.Calls[index].Name == last.Name && _whole.Calls[index].Concerns(point.Path))
            .ElementAt(number - 1);
    }

    private string Describe(int index) => string.Create(
        CultureInfo.InvariantCulture, $"{scenario.Name}: not killed at call {index + 1} of {_whole!.Calls.Count}, {_whole.Calls[index]}");
}
