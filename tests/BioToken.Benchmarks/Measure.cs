using System.Diagnostics;

namespace BioToken.Benchmarks;

/// <summary>Times work in rounds. Rounds of compared measurements alternate, so that variations of the machine affect both.</summary>
internal static class Measure
{
    // The runtime recompiles hot code in the background: a second lets it finish.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>Nanoseconds that work takes.</summary>
    public static double Nanoseconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    /// <summary>
    /// Nanoseconds of processor time in user mode that work costs this process, regardless of other work on the machine. Work of the
    /// runtime for it on other threads is included.
    /// </summary>
    public static double CpuNanoseconds(Action work)
    {
        TimeSpan start = Environment.CpuUsage.UserTime;
        work();
        return (Environment.CpuUsage.UserTime - start).TotalNanoseconds;
    }

    /// <summary>Returns the median of each measurement, all returning nanoseconds, after a warm-up of one second.</summary>
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

    /// <summary>Returns the median of a measurement that returns nanoseconds, after a warm-up of one second.</summary>
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
