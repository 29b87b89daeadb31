using System.Diagnostics;
using System.Globalization;
using BioToken.Errors;
using BioToken.Reliability.Tests.Faults;
using BioToken.Tokens;
using BioToken.Writing;

namespace BioToken.Reliability.Tests.Unplugging;

/// <summary>
/// Tests that remove the token at a random moment of an operation, by the clock or at a call: the caller receives an error at once, and
/// nothing is lost. If another token is inserted instead, resuming on it is rejected.
/// </summary>
public sealed class UnplugTests
{
    private const int MaxCall = 90;

    // A computer that is busy with other work may be slow once; a library that waits for something is slow again.
    private const int Attempts = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private static readonly Work[] Works = Enum.GetValues<Work>();

    [Fact]
    public async Task Unplugged_at_any_moment_the_caller_is_told_within_a_second_and_another_token_is_refused()
    {
        int runs = Effort.Of(10_000, 100_000);
        Scenario[] scenarios = await Task.WhenAll(Works.Select(work => Scenario.MakeAsync(work, Backend.Simulated("generic"))));
        int told = 0;
        int refused = 0;
        ParallelOptions options = new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = Life.Cancellation };
        await Parallel.ForAsync(0, runs, options, async (run, _) =>
        {
            TimeSpan? slowest = null;
            for (int attempt = 0; attempt < Attempts && (slowest is null || slowest > Limit); attempt++)
            {
                UnplugRun one = new(scenarios, run);
                await one.RunAsync();
                slowest = one.Delay;
                Interlocked.Add(ref told, attempt == 0 && one.WasTold ? 1 : 0);
                Interlocked.Add(ref refused, attempt == 0 && one.WasRefused ? 1 : 0);
            }

            Assert.True(slowest <= Limit, Effort.Replay(nameof(UnplugTests), $"run {run}: told after {slowest}"));
        });

        // Most of the runs were interrupted, and many of them had something to resume.
        Assert.True(told > runs / 2, $"Only {told} of {runs} works were hit.");
        Assert.True(refused > runs / 10, $"Only {refused} of {runs} works had to be resumed.");
        TestContext.Current.TestOutputHelper!.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{runs} runs, {told} told of it, another token refused {refused} times"));
    }

    private sealed class UnplugRun
    {
        private readonly Scenario _scenario;
        private readonly CallFault? _atCall;
        private readonly int _spins;
        private readonly string _name;

        public UnplugRun(Scenario[] scenarios, int run)
        {
            Random random = new(unchecked((Effort.Seed * 397) + run));
            _scenario = random.GetItems(scenarios, 1)[0];
            bool isAtCall = random.Next(2) == 0;
            CallFaultKind kind = random.Next(2) == 0 ? CallFaultKind.Removed : CallFaultKind.RemovedAfter;
            _atCall = isAtCall ? new CallFault(random.Next(1, MaxCall), kind) : null;
            // Up to a few milliseconds, which is the duration of an operation here.
            _spins = random.Next(1, 60_000);
            _name = string.Create(
                CultureInfo.InvariantCulture, $"run {run}, {_scenario}, {_atCall?.ToString() ?? $"after {_spins} spins"}");
        }

        /// <summary>Whether the operation failed because of the removal.</summary>
        public bool WasTold { get; private set; }

        /// <summary>Whether there was something to resume, and another token was rejected for it.</summary>
        public bool WasRefused { get; private set; }

        /// <summary>The time from the removal to the error.</summary>
        public TimeSpan Delay { get; private set; }

        public async Task RunAsync()
        {
            using World world = _scenario.MakeWorld();
            BioTokenException? failure = await WorkAsync(world);
            WasTold = failure is not null;
            Require(failure is null or { Reason: BioTokenError.TokenRemoved }, $"failed with {failure?.Reason} instead: {failure}");
            if (world.Unfinished is [{ } unfinished])
            {
                await RefuseOtherAsync(world, unfinished);
                await ResumeAsync(world);
            }

            ObjectSet now = world.Objects;
            Require(world.Unfinished is [], "the journal is not clean");
            Require(now.Is(_scenario.Before) || now.Is(_scenario.After), "the token is neither as before nor as planned");
            Require(failure is not null || now.Is(_scenario.After), "it was reported as done");
        }

        private async Task<BioTokenException?> WorkAsync(World world)
        {
            await using Life life = await world.LiveAsync();
            long removedAt = long.MaxValue;
            life.Module.Removing = () => removedAt = Stopwatch.GetTimestamp();
            Task<BioTokenException?> work = life.DoAsync(() => life.WorkAsync(_scenario.Work), _atCall);
            if (_atCall is null)
            {
                Thread.SpinWait(_spins);
                removedAt = Stopwatch.GetTimestamp();
                world.Remove();
            }

            BioTokenException? failure = await work;
            Delay = removedAt == long.MaxValue ? TimeSpan.Zero : Stopwatch.GetElapsedTime(removedAt);
            if (failure is null && removedAt != long.MaxValue)
                return null;
            Require(failure is null || life.Token.State == BioTokenState.Removed, $"the token is {life.Token.State}");
            return failure;
        }

        private async Task RefuseOtherAsync(World world, InterruptedWrite unfinished)
        {
            await using Life other = await world.LiveWithOtherAsync();
            Require(await other.Token.Recovery.GetInterruptedWriteAsync(Life.Cancellation) is null, "another token was taken for it");
            BioTokenException refusal = await Assert.ThrowsAsync<BioTokenException>(
                () => other.Token.Recovery.ResumeAsync(unfinished, TestIdentities.Renewed, cancellationToken: Life.Cancellation));
            Require(refusal.Reason == BioTokenError.TokenNotPresent, $"another token was refused with {refusal.Reason}");
            WasRefused = true;
        }

        private async Task ResumeAsync(World world)
        {
            await using Life life = await world.LiveAsync();
            BioTokenException? failure = await life.DoAsync(life.ResumeAsync, fault: null);
            Require(failure is null, $"resuming failed: {failure}");
        }

        private void Require(bool condition, string complaint)
            => Assert.True(condition, Effort.Replay(nameof(UnplugTests), $"{_name}: {complaint}"));
    }
}
