using BioToken.Simulator.Resources;
using BioToken.Storage;

namespace BioToken.Simulator.Store;

/// <summary>
/// Waits for a lock between processes: a file that only one can have open. The system releases it when the process exits.
/// </summary>
internal static class FileLock
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <exception cref="IOException">Another process held the lock for longer than the limit of ten seconds.</exception>
    public static IDisposable Take(IDisk disk, string path)
    {
        long start = TimeProvider.System.GetTimestamp();
        using ManualResetEventSlim never = new();
        for (int wait = 1; ; wait = Math.Min(wait * 2, 16))
        {
            if (disk.TryLock(path) is { } held)
                return held;
            if (TimeProvider.System.GetElapsedTime(start) >= Limit)
                throw new ExplainedIOException(Messages.Format("StoreBusy", path));
            // A file lock cannot be awaited: retry shortly.
            never.Wait(wait);
        }
    }
}
