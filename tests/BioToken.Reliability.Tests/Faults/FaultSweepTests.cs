using System.Collections.Concurrent;
using System.Globalization;

namespace BioToken.Reliability.Tests.Faults;

/// <summary>
/// Tests in which every call of a write, replacement and erasure fails in every way. Every call of the resumption that follows fails too:
/// for a sample of such pairs in every run, for all pairs in the long form. Tokens in files are slow: in every run, each of their calls
/// fails in only some of the ways. The guarantee always holds.
/// </summary>
public sealed class FaultSweepTests
{
    private const int PairsInEveryRun = 900;
    private const int LibraryShare = 2;
    private const int SoftHsmShare = 8;

    public static TheoryData<string, string> Simulated { get; } = new(
        from vendor in new[] { "generic", "ksid" }
        from work in Enum.GetNames<Work>()
        select (work, vendor));

    public static TheoryData<string> Works { get; } = [.. Enum.GetNames<Work>()];

    [Theory]
    [MemberData(nameof(Simulated))]
    public async Task Any_fault_and_any_fault_while_resuming_loses_nothing(string work, string vendor)
        => await SweepAsync(
            Enum.Parse<Work>(work),
            Backend.Simulated(vendor),
            Environment.ProcessorCount,
            share: 1,
            Effort.Of(PairsInEveryRun, int.MaxValue));

    [Theory]
    [MemberData(nameof(Works))]
    public async Task Through_the_shared_library_nothing_is_lost(string work)
    {
        Assert.SkipWhen(SimulatorLibrary.LibraryPath is null, SimulatorLibrary.NotBuilt);
        await SweepAsync(Enum.Parse<Work>(work), Backend.Library, parallel: 1, Effort.Of(LibraryShare, 1), Effort.Of(100, 10_000));
    }

    [Theory]
    [MemberData(nameof(Works))]
    public async Task On_SoftHSM2_nothing_is_lost(string work)
    {
        Assert.SkipWhen(SoftHsmStore.LibraryPath is null, "SoftHSM2 is not installed.");
        await SweepAsync(Enum.Parse<Work>(work), Backend.SoftHsm, parallel: 1, Effort.Of(SoftHsmShare, 1), Effort.Of(100, 10_000));
    }

    /// <param name="work">The operation.</param>
    /// <param name="backend">The kind of token.</param>
    /// <param name="parallel">The number of parallel runs.</param>
    /// <param name="share">
    /// The share of the calls: only every n-th call fails in one way, and the call beside it in the next way; 1 for all calls.
    /// </param>
    /// <param name="maxPairs">The maximum number of pairs of faults.</param>
    private static async Task SweepAsync(Work work, Backend backend, int parallel, int share, int maxPairs)
    {
        Scenario scenario = await Scenario.MakeAsync(work, backend);
        ConcurrentBag<(CallFault Fault, int ResumeCalls)> stopped = [];
        int singles = 0;
        int gaps = 0;
        ParallelOptions options = new() { MaxDegreeOfParallelism = parallel, CancellationToken = Life.Cancellation };
        await Parallel.ForEachAsync(scenario.Kinds, options, async (kind, _) =>
        {
            bool hasHappened = true;
            for (int call = 1 + ((int)kind % share); hasHappened; call += share)
            {
                Assert.True(call < 500, "The work never came to its end.");
                FaultRun run = new(scenario, new CallFault(call, kind), second: null);
                await run.RunAsync();
                hasHappened = run.HasHappened;
                Interlocked.Increment(ref singles);
                Interlocked.Add(ref gaps, run.HadGap ? 1 : 0);
                if (run.ResumeCalls > 0)
                    stopped.Add((new CallFault(call, kind), run.ResumeCalls));
            }
        });
        List<(CallFault First, CallFault Second)> pairs = PairsOf(stopped, scenario.Kinds, maxPairs);
        await Parallel.ForEachAsync(pairs, options, async (pair, _) => await new FaultRun(scenario, pair.First, pair.Second).RunAsync());

        // A sweep that interrupts nothing, or that never sees a gap if there are some, would verify nothing.
        Assert.True(stopped.Count > 20 / share, $"Only {stopped.Count} faults left something to resume.");
        Assert.Equal(work == Work.ReplaceInPlace, gaps > 0);
        TestContext.Current.TestOutputHelper!.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{scenario}: {singles} single faults, {gaps} gaps, {pairs.Count} pairs"));
    }

    /// <summary>
    /// Returns all pairs of a fault that left something to resume and a fault at a call of the resumption, or a sample of them.
    /// </summary>
    private static List<(CallFault First, CallFault Second)> PairsOf(
        IEnumerable<(CallFault Fault, int ResumeCalls)> stopped, IReadOnlyList<CallFaultKind> kinds, int max)
    {
        var ordered = stopped.OrderBy(s => s.Fault.Kind).ThenBy(s => s.Fault.Call).ToList();
        List<(CallFault First, CallFault Second)> all =
        [
            .. from first in ordered
            from kind in kinds
            from call in Enumerable.Range(1, first.ResumeCalls)
            select (first.Fault, new CallFault(call, kind)),
        ];
        if (all.Count <= max)
            return all;
        Random random = new(Effort.Seed);
        return [.. random.GetItems(all.ToArray(), max)];
    }
}
