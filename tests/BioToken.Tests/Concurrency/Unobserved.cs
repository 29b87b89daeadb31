using System.Collections.Concurrent;

namespace BioToken.Tests.Concurrency;

/// <summary>Unobserved exceptions of tasks.</summary>
internal sealed class Unobserved
{
    private readonly ConcurrentQueue<Exception> _exceptions = new();

    public Unobserved()
    {
        // Exceptions of earlier tests do not count.
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
