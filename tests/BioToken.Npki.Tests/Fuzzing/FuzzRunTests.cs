namespace BioToken.Npki.Tests;

/// <summary>A run detects every forbidden effect of an input.</summary>
public sealed class FuzzRunTests
{
    [Fact]
    public void Run_counts_what_was_read_and_what_was_refused_as_declared()
    {
        FuzzRun run = Make(input => ThrowIf(input[0] % 2 == 0, new FormatException()));
        byte next = 0;
        run.Run(10, () => [next++]);
        Assert.Equal(5, run.Accepted);
    }

    [Fact]
    public void Run_tells_an_exception_that_is_not_declared_with_its_input()
    {
        string message = Failure(Make(_ => throw new InvalidOperationException("not told of")));
        Assert.Contains("CAFE", message, StringComparison.Ordinal);
        Assert.Contains("not told of", message, StringComparison.Ordinal);
        Assert.Contains($"{Effort.SeedVariable}={Effort.Seed}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_tells_an_input_that_allocates_too_much()
        => Assert.Contains("allocates", Failure(Make(_ => GC.KeepAlive(new byte[FuzzRun.MaxAllocated + 1]))), StringComparison.Ordinal);

    [Fact]
    public void Run_tells_an_input_that_is_slow_each_time()
        => Assert.Contains("takes more than", Failure(Make(_ => Spin())), StringComparison.Ordinal);

    [Fact]
    public void Run_passes_over_an_input_that_was_slow_once()
    {
        int times = 0;
        FuzzRun run = Make(_ =>
        {
            if (times++ == 0)
                Spin();
        });
        run.Run(1, () => [0]);
        Assert.Equal(2, times);
    }

    [Fact]
    public void Run_tells_an_input_that_does_not_end()
    {
        using ManualResetEventSlim end = new();
        FuzzRun run =
            new("test", _ => end.Wait(CancellationToken.None), e => e is FormatException) { Patience = TimeSpan.FromMilliseconds(20) };
        Assert.Contains("does not end", Failure(run), StringComparison.Ordinal);
        end.Set();
    }

    private static FuzzRun Make(Action<byte[]> read) => new("test", read, e => e is FormatException);

    private static string Failure(FuzzRun run) => Assert.Throws<FuzzFailureException>(() => run.Run(3, () => [0xCA, 0xFE])).Message;

    private static void Spin()
    {
        TimeSpan start = ThreadTime.Now;
        while (ThreadTime.Now - start < 2 * FuzzRun.MaxTime)
            Thread.SpinWait(100);
    }

    private static void ThrowIf(bool condition, Exception exception)
    {
        if (condition)
            throw exception;
    }
}
