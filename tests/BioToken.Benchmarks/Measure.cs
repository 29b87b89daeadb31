using System.Diagnostics;

namespace BioToken.Benchmarks;

/// <summary>Times work in rounds. Rounds of what is compared take turns, so that the machine's moods fall on both.</summary>
internal static class Measure
{
    // The runtime compiles hot code anew in the background: a second lets it finish.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>Nanoseconds that work takes.</summary>
    public static double Nanoseconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    /// <summary>Medians of two measurements, each returning nanoseconds, after a second that does not count.</summary>
    public static (double First, double Second) Interleaved(int rounds, Func<double> first, Func<double> second)
    {
        var firsts = new List<double>(rounds);
        var seconds = new List<double>(rounds);
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < WarmUp)
        {
            first();
            second();
        }

        for (int round = 0; round < rounds; round++)
        {
            firsts.Add(first());
            seconds.Add(second());
        }

        return (Median(firsts), Median(seconds));
    }

    /// <summary>Median of a measurement that returns nanoseconds, after a second that does not count.</summary>
    public static double Alone(int rounds, Func<double> measurement)
        => Interleaved(rounds, measurement, () => 0).First;

    /// <summary>Bytes that work allocates on this thread.</summary>
    public static long AllocatedBytes(Action work)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
