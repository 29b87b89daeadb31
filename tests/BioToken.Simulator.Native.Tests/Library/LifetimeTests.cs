using System.Diagnostics;

namespace BioToken.Simulator.Native.Tests.Library;

public sealed class LifetimeTests
{
    private const string Rounds = "300";

    [Fact]
    public void Initialize_with_any_locking_and_finalize_can_be_repeated_with_the_library_closed_between()
    {
        using TokenDirectory tokens = new();
        NativeProgram.Pass("initialize", tokens.Path);
    }

    [Fact]
    public void Initialize_in_two_threads_at_once_succeeds_in_one()
    {
        using TokenDirectory tokens = new();
        NativeProgram.Pass("race", tokens.Path);
    }

    [Fact]
    public void Finalize_under_sixteen_threads_ends_their_calls()
    {
        using TokenDirectory tokens = new();
        NativeProgram.Pass("threads", tokens.Path, Rounds);
    }

    [Fact]
    public void A_child_forked_after_initialize_gets_errors_at_once_and_one_forked_before_it_works()
    {
        using TokenDirectory tokens = new();
        NativeProgram.Pass("forked", tokens.Path);
    }

    [Fact]
    public void The_hosts_signals_stay_as_they_were()
    {
        using TokenDirectory tokens = new();
        NativeProgram.Pass("signals", tokens.Path);
    }

    [Fact]
    public void A_process_that_ends_without_finalize_leaves_a_waiting_login_behind_at_once()
    {
        using TokenDirectory tokens = new("smart-bt", script: "wait");
        long begun = Stopwatch.GetTimestamp();
        ProgramOutcome outcome = NativeProgram.Run("leave", tokens.Path, NativeProgram.Library, []);
        NativeProgram.AssertPassed(outcome);
        Assert.Equal("leaving\n", outcome.Text);
        // The token's time-out would have been one minute.
        Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(20));
    }
}
