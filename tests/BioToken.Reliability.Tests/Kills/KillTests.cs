using System.Collections.Concurrent;
using System.Globalization;

namespace BioToken.Reliability.Tests;

/// <summary>
/// The built command is killed at every system call by which it changes a disk, one after the other. Whatever it was doing, no certificate and no
/// key is lost, and the next command goes on from there.
/// </summary>
public sealed class KillTests(ITestOutputHelper log)
{
    [Fact]
    public async Task Kill_at_every_durable_call_loses_nothing()
    {
        Assert.SkipUnless(Strace.IsInstalled, "strace and taskset are not installed.");
        ConcurrentQueue<KillScenario> scenarios = new([.. KillScenarios.OnToken("generic"), new AfterKillScenario(KillScenarios.ReplaceInGap("generic"), 0.6, true)]);
        ConcurrentBag<KillResult> results = [];
        IReadOnlyList<int> processors = Strace.Processors();
        await Parallel.ForEachAsync(processors, new ParallelOptions { MaxDegreeOfParallelism = processors.Count }, async (processor, _) =>
        {
            using KillPlace place = new(processor);
            while (scenarios.TryDequeue(out KillScenario? scenario))
            {
                long start = System.Diagnostics.Stopwatch.GetTimestamp();
                KillSweep sweep = new(scenario, place);
                KillResult r = await sweep.RunAsync();
                log.WriteLine($"{r.Scenario}: {r.Kills} kills in {System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
                results.Add(r);
            }
        });

        foreach (KillResult result in results)
        {
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Scenario}: {result.Kills} kills, {result.Failures.Count} failures, {result.Missed.Count} calls missed"));
            foreach (string line in result.Missed.Concat(result.Failures))
                log.WriteLine("  " + line);
        }

        Assert.Empty(results.SelectMany(result => result.Failures));
    }
}
