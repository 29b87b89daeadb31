using System.Diagnostics;
using System.Runtime.InteropServices;

namespace BioToken.Testing;

/// <summary>
/// Time that the processor has spent on the calling thread, so that a busy machine makes nothing slow. Where the system is not asked for
/// it, time by the clock.
/// </summary>
public static partial class ThreadTime
{
    private const int LinuxThreadClock = 3;

    /// <summary>The time now, from any start.</summary>
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
