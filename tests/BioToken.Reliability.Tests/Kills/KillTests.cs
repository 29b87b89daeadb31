using System.Diagnostics;
using System.Globalization;
using BioToken.Vendors;

namespace BioToken.Reliability.Tests;

/// <summary>
/// Tests that kill the built command at every system call by which it changes a disk, one after the other. No certificate and no key is
/// lost at any of these calls, and the next command continues from there.
/// </summary>
public sealed class KillTests(ITestOutputHelper log)
{
    private const int ShownFailures = 10;

    [Fact]
    public async Task Kill_at_every_durable_call_loses_nothing()
    {
        Assert.SkipUnless(Strace.IsInstalled, "strace and taskset are not installed.");
        int target = Effort.Of(500, 20_000);
        KillCampaign campaign = Effort.IsLong
            ? new(target, KillScenarios.Vendors, KillScenarios.Vendors.SelectMany(KillScenarios.Of), [])
            : new(target, KillScenarios.FewVendors, KillScenarios.Of(VendorCatalog.Generic.Id), KillScenarios.Some);
        long start = Stopwatch.GetTimestamp();
        IReadOnlyList<int> processors = Strace.Processors();
        await Parallel.ForEachAsync(processors, new ParallelOptions { MaxDegreeOfParallelism = processors.Count }, async (processor, _) =>
        {
            using KillPlace place = new(processor);
            while (campaign.Next() is { } sweep)
                campaign.Add(Report(await sweep(place)));
        });
        log.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{campaign.Kills} kills in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s, seed {Effort.Seed}"));

        string[] failures = [.. campaign.Results.SelectMany(result => result.Failures.Concat(result.Missed))];
        Assert.True(failures.Length == 0, Effort.Replay(
            nameof(Kill_at_every_durable_call_loses_nothing),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{failures.Length} of {campaign.Kills} kills:\n{string.Join("\n\n", failures.Take(ShownFailures))}\n")));
        Assert.True(campaign.Kills >= target, $"Killed {campaign.Kills} times only.");
    }

    /// <summary>Reports each sweep when it is done, since the long form takes hours.</summary>
    private KillResult Report(KillResult result)
    {
        log.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{result.Kills,5} kills, {result.Failures.Count} failures: {result.Scenario}"));
        return result;
    }
}
