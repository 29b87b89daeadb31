using System.Diagnostics;

namespace BioToken.Simulator;

/// <summary>A lock between processes: a file that is open for one of them alone. The system gives it back when the process dies.</summary>
internal static class FileLock
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <exception cref="IOException">Another process held the lock for longer than the limit of ten seconds.</exception>
    public static FileStream Take(string path)
    {
        long start = Stopwatch.GetTimestamp();
        using ManualResetEventSlim never = new();
        for (int wait = 1; ; wait = Math.Min(wait * 2, 16))
        {
            try
            {
                return StoreFile.OpenAlone(path);
            }
            catch (IOException e) when (IsTaken(e) && Stopwatch.GetElapsedTime(start) < Limit)
            {
                // A file lock cannot be waited for: try again shortly.
                never.Wait(wait);
            }
        }
    }

    /// <summary>Takes the lock if it is free; null if it is not.</summary>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return StoreFile.OpenAlone(path);
        }
        catch (IOException e) when (IsTaken(e))
        {
            return null;
        }
    }

    private static bool IsTaken(IOException e)
        => e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException or DriveNotFoundException);
}
