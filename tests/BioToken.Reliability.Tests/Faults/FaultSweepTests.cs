namespace BioToken.Reliability.Tests.Faults;

/// <summary>
/// Every call of a write, replacement and erasure fails in every way, and every call of the resumption that follows: the promise always holds.
/// </summary>
public sealed class FaultSweepTests
{
    private static readonly FaultKind[] Kinds = Enum.GetValues<FaultKind>();

    public static TheoryData<string, string> Scenarios { get; } = new(
        from vendor in new[] { "generic", "ksid" }
        from work in Enum.GetNames<Work>()
        select (work, vendor));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Any_fault_at_any_call_loses_nothing(string work, string vendor)
    {
        Scenario scenario = await Scenario.GetAsync(Enum.Parse<Work>(work), vendor);
        int runs = 0;
        foreach (FaultKind kind in Kinds)
        {
            bool hasHappened = true;
            for (int call = 1; hasHappened; call++, runs++)
            {
                Assert.True(call < 500, "The work never came to its end.");
                FaultRun run = new(scenario, new Fault(call, kind), second: null);
                await run.RunAsync();
                hasHappened = run.HasHappened;
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{runs} runs");
    }
}
