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

    /// <summary>
    /// Nanoseconds of processor time in user mode that work costs this process, whatever else the machine does meanwhile. What the
    /// runtime does for it on other threads counts too.
    /// </summary>
    public static double CpuNanoseconds(Action work)
    {
        TimeSpan start = Environment.CpuUsage.UserTime;
        work();
        return (Environment.CpuUsage.UserTime - start).TotalNanoseconds;
    }

    /// <summary>The median of each measurement, all returning nanoseconds, after a second that does not count.</summary>
    public static double[] Interleaved(int rounds, params Func<double>[] measurements)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < WarmUp)
            Array.ForEach(measurements, measurement => measurement());

        double[][] values = [.. measurements.Select(_ => new double[rounds])];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < measurements.Length; i++)
                values[i][round] = measurements[i]();
        }

        return Array.ConvertAll(values, Median);
    }

    /// <summary>Median of a measurement that returns nanoseconds, after a second that does not count.</summary>
    public static double Alone(int rounds, Func<double> measurement) => Interleaved(rounds, measurement)[0];

    /// <summary>Bytes that work allocates on this thread.</summary>
    public static long AllocatedBytes(Action work)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
