using System.Globalization;

namespace BioToken.Reliability.Tests;

/// <summary>Kills one command at one point after the other, each time in the same place as it was before the first.</summary>
internal sealed class KillSweep(KillScenario scenario, KillPlace place)
{
    private FileTree? _before;
    private TracedRun? _whole;

    /// <summary>Runs the command undisturbed, to learn its calls.</summary>
    /// <returns>All points at which it can be killed.</returns>
    public async Task<IReadOnlyList<KillPoint>> BeginAsync()
    {
        place.Clear();
        await scenario.PrepareAsync(place);
        _before = FileTree.Read(place.Path);
        _whole = place.Strace.Run(scenario.Command(place));
        if (_whole.Outcome.ExitCode != 0)
            throw new InvalidOperationException($"{scenario.Name}: '{scenario.Command(place).Text}' ended with {_whole.Outcome.ExitCode}: {_whole.Outcome.Text}");
        await scenario.LearnAsync(place);
        return [.. _whole.Points()];
    }

    /// <summary>Kills the command at points.</summary>
    public async Task<KillResult> RunAsync(IEnumerable<KillPoint> points)
    {
        int kills = 0;
        HashSet<int> hit = [];
        List<string> failures = [];
        foreach (KillPoint point in points)
        {
            _before!.WriteTo(place.Path);
            TracedRun killed = place.Strace.Run(scenario.Command(place), point);
            if (!killed.WasKilled)
            {
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"{scenario.Name}, {point}: not killed, but ended with {killed.Outcome.ExitCode}"));
                continue;
            }

            kills++;
            hit.Add(killed.Calls.Count - 1);
            if (await LookAsync(point) is { } failure)
                failures.Add(failure);
        }

        return new KillResult(scenario.Name, kills, [.. Enumerable.Range(0, _whole!.Calls.Count).Except(hit).Select(Describe)], failures);
    }

    private async Task<string?> LookAsync(KillPoint point)
    {
        try
        {
            await scenario.CheckAsync(place);
            return null;
        }
        catch (Exception e)
        {
            return $"{scenario.Name}, killed at {point}: {(e is KillException ? e.Message : e.ToString())}";
        }
    }

    private string Describe(int index) => string.Create(
        CultureInfo.InvariantCulture, $"{scenario.Name}: call {index + 1} of {_whole!.Calls.Count}, {_whole.Calls[index].Name}({_whole.Calls[index].Arguments})");
}
