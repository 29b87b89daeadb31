using BioToken.Pkcs11;
using BioToken.Pkcs11.Constants;
using BioToken.Simulator.Faults;

namespace BioToken.Simulator.Tests;

// Tokens with a fault plan.
internal static class FaultBench
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Sets a fault plan.</summary>
    public static Bench With(this Bench bench, string plan)
    {
        bench.Simulator.SetFaults(bench.Serial, FaultPlan.Parse(plan));
        return bench;
    }

    /// <summary>Starts a call on a separate thread, and returns once the plan has counted the call.</summary>
    public static Task<CKR> Start(this Bench bench, Func<CKR> call, int rule = 0)
    {
        long before = bench.Token.FaultCalls[rule];
        Task<CKR> task = Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.True(SpinWait.SpinUntil(() => bench.Token.FaultCalls[rule] > before, Limit), "The call was not counted.");
        return task;
    }

    /// <summary>Advances the clock until a call has returned, but not beyond a limit.</summary>
    public static CKR FinishWithin(this Bench bench, Task<CKR> task, TimeSpan limit)
    {
        // The timer may be set after the first advance. The clock advances in small steps, so the delay is at most one step.
        Assert.True(SpinWait.SpinUntil(() => bench.Time.TimerCount > 0 || task.IsCompleted, Limit), "The call does not wait.");
        long end = bench.Time.GetTimestamp() + limit.Ticks;
        while (!task.IsCompleted && bench.Time.GetTimestamp() < end)
        {
            bench.Time.Advance(limit / 10);
            task.Wait(20, TestContext.Current.CancellationToken);
        }

        return Bench.Finish(task);
    }

    /// <summary>Signs with a key.</summary>
    public static CKR TrySign(this Bench bench, nuint key, Span<byte> signature, out int written)
    {
        Assert.Equal(CKR.OK, bench.Module.SignInit(bench.Session, new Mechanism(CKM.SHA256_RSA_PKCS), key));
        return bench.Module.Sign(bench.Session, "data"u8, signature, out written);
    }

    public static void SetPlan(this TokenSimulator simulator, string plan)
        => simulator.SetFaults(simulator.Tokens.Single().SerialNumber, FaultPlan.Parse(plan));
}
