using System.Diagnostics;
using System.Runtime.InteropServices;

namespace BioToken.Testing;

/// <summary>
/// Processor time of the calling thread, so that other work on the machine does not affect it. On systems for which this is not
/// implemented, wall-clock time.
/// </summary>
public static partial class ThreadTime
{
    private const int LinuxThreadClock = 3;

    /// <summary>The current time, from an arbitrary start.</summary>
    public static TimeSpan Now
    {
        get
        {
            if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
                return Stopwatch.GetElapsedTime(0);
            return GetTime(LinuxThreadClock, out TimeSpec time) == 0
                ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000)
                : throw new InvalidOperationException("The clock of the thread cannot be read.");
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
