using System.Collections.Concurrent;

namespace BioToken.Tests.Concurrency;

/// <summary>Exceptions of tasks that nobody looked at.</summary>
internal sealed class Unobserved
{
    private readonly ConcurrentQueue<Exception> _exceptions = new();

    public Unobserved()
    {
        // What earlier tests left is not ours.
        Flush();
        TaskScheduler.UnobservedTaskException += Take;
    }

    public IReadOnlyCollection<Exception> Collect()
    {
        Flush();
        TaskScheduler.UnobservedTaskException -= Take;
        return _exceptions;
    }

    private static void Flush()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private void Take(object? sender, UnobservedTaskExceptionEventArgs e) => _exceptions.Enqueue(e.Exception);
}
