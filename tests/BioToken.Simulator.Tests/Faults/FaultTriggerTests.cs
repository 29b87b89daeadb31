using BioToken.Simulator.Faults;

namespace BioToken.Simulator.Tests;

public class FaultTriggerTests
{
    [Theory]
    [InlineData("#1", "1")]
    [InlineData("#3", "3")]
    [InlineData("#3+", "3,4,5,6")]
    [InlineData("#*", "1,2,3,4,5,6")]
    [InlineData("%100", "1,2,3,4,5,6")]
    public void Fires_at_the_calls_that_the_counter_says(string counter, string calls)
        => Assert.Equal(calls, string.Join(',', Fired(FaultPlan.Parse($"any{counter} remove"), rule: 0, calls: 6)));

    [Fact]
    public void Fires_at_the_same_calls_for_the_same_seed()
    {
        FaultPlan plan = FaultPlan.Parse("seed 42; any%30 remove");
        Assert.Equal(Fired(plan, 0, 500), Fired(FaultPlan.Parse(plan.ToString()), 0, 500));
        // These numbers must never change: a seed in a user's report must have the same effect in the next version.
        Assert.Equal([3, 6, 13, 14, 18, 20], Fired(plan, 0, 20));
    }

    [Fact]
    public void Fires_at_other_calls_for_another_seed_and_another_place()
    {
        FaultPlan plan = FaultPlan.Parse("seed 42; any%30 remove; any%30 remove");
        Assert.NotEqual(Fired(plan, 0, 500), Fired(FaultPlan.Parse("seed 43; any%30 remove"), 0, 500));
        Assert.NotEqual(Fired(plan, 0, 500), Fired(plan, 1, 500));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(50)]
    [InlineData(99)]
    public void Fires_as_often_as_the_probability_says(int percent)
    {
        const int calls = 100_000;
        double expected = calls * percent / 100.0;
        int fired = Fired(FaultPlan.Parse($"seed 7; any%{percent} remove"), 0, calls).Length;
        // Five standard deviations; the seed is fixed.
        Assert.InRange(fired, expected - 5 * Math.Sqrt(expected), expected + 5 * Math.Sqrt(expected));
    }

    [Fact]
    public void IsSpent_only_after_the_one_call()
    {
        Assert.Equal([false, false, true, true], Enumerable.Range(0, 4).Select(calls => FaultTrigger.Call(2).IsSpent(calls)));
        Assert.False(FaultTrigger.From(2).IsSpent(100) || FaultTrigger.Each.IsSpent(100) || FaultTrigger.Percent(1).IsSpent(100));
    }

    private static int[] Fired(FaultPlan plan, int rule, int calls)
        => [.. Enumerable.Range(1, calls).Where(call => plan.Rules[rule].Trigger.Fires(plan.Seed, rule, call))];
}
