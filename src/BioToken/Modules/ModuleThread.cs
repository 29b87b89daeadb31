using System.Collections.Concurrent;
using System.Diagnostics;
using BioToken.Resources;

namespace BioToken.Modules;

/// <summary>
/// The one thread that makes all calls into one module. Work runs in the order in which it came; a call may take as long as a person
/// takes to find a finger, and the thread is occupied for that time.
/// </summary>
internal sealed class ModuleThread : IDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(2);

    private readonly BlockingCollection<ModuleWork> _work = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;
    private volatile bool _isLeftBehind;
    private ModuleWork? _current;

    public ModuleThread(string name)
    {
        // A background thread: a module that never answers must not keep the program from ending.
        _thread = new Thread(Run) { IsBackground = true, Name = $"PKCS#11 {Path.GetFileName(name)}" };
        // The thread outlives whoever happened to come first, and takes nothing of that caller's context along.
        _thread.UnsafeStart();
    }

    /// <summary>Whether the calling thread is this one.</summary>
    public bool IsCurrent => Thread.CurrentThread == _thread;

    /// <summary>Ends when the thread does.</summary>
    public Task Ended => _ended.Task;

    /// <summary>
    /// Whether the module is in a call that nobody waits for any more, such as a question for a finger that came too late: what is queued
    /// now may have to wait for as long as the device does.
    /// </summary>
    public bool IsLeftBehind
    {
        get => _isLeftBehind;
        set => _isLeftBehind = value;
    }

    /// <summary>Runs work. Cancelled before its turn, it never runs; once it runs, it sees the token itself.</summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
        => RunAsync(work, undo: null, resource: null, cancellationToken);

    /// <summary>
    /// Runs work that a caller need not wait for: cancelled while it runs, the caller is released at once, and if the work still
    /// succeeds, <paramref name="undo"/> follows on this thread.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="undo">Undoes a success that nobody waits for any more; null if the caller has to wait for the end.</param>
    /// <param name="resource">Disposed when the work has ended, or is known never to run; null if there is none.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <param name="waitsForPerson">
    /// Whether work that is left behind may take as long as a person does (<see cref="IsLeftBehind"/>).
    /// </param>
    /// <param name="disposal">
    /// Cancelled when token or provider are disposed: the caller gets an <see cref="ObjectDisposedException"/> at once if the work was not
    /// begun, may be left behind, or waits for a person (<see cref="WaitForPerson"/>). Null if nothing is disposed before the thread.
    /// </param>
    public Task<T> RunAsync<T>(
        Func<T> work,
        Action? undo,
        IDisposable? resource,
        CancellationToken cancellationToken,
        bool waitsForPerson = true,
        CancellationToken? disposal = null)
    {
        AwaitedWork<T> item = new(this, work, undo, resource, waitsForPerson, cancellationToken, disposal ?? CancellationToken.None);
        try
        {
            _work.Add(item, CancellationToken.None);
        }
        catch (InvalidOperationException e)
        {
            item.Discard();
            throw ProviderDisposed(e);
        }

        return item.Task;
    }

    /// <summary>
    /// Makes a call that takes as long as a person does; on this thread. Disposal releases the caller of such work, even of a write, which
    /// goes on.
    /// </summary>
    public T WaitForPerson<T>(Func<T> call)
    {
        Debug.Assert(IsCurrent && _current is not null, "A person is waited for by work of this thread.");
        ModuleWork work = _current;
        work.BeginWait();
        try
        {
            return call();
        }
        finally
        {
            work.EndWait();
        }
    }

    /// <summary>
    /// What is thrown to those who use a token after its provider: without the type's name, which .NET appends in English.
    /// </summary>
    public static ObjectDisposedException ProviderDisposed(Exception? cause = null) => new(Messages.Format("ErrorProviderDisposed"), cause);

    /// <summary>Waits for work that must not hold its caller longer than that, and looks at its end in any case.</summary>
    /// <returns>True if it ended in time.</returns>
    public async Task<bool> WaitAsync(Task work, TimeSpan patience)
    {
        _ = work.ContinueWith(
            static ended => _ = ended.Exception,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        // A device that still waits for a finger nobody will place may take minutes; and on its own thread nothing can be waited for.
        if (IsLeftBehind || IsCurrent)
            return false;
        try
        {
            await work.WaitAsync(patience).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Takes no more work; what is queued still runs, and then the thread ends.</summary>
    public void Complete() => _work.CompleteAdding();

    /// <summary>Lets the queued work end and stops; gives up after two seconds on a module that does not answer.</summary>
    public void Dispose()
    {
        Complete();
        // A thread that is still inside the module owns the queue: it is left to end by itself.
        if (!IsCurrent)
            _thread.Join(IsLeftBehind ? TimeSpan.Zero : StopPatience);
    }

    private void Run()
    {
        foreach (ModuleWork item in _work.GetConsumingEnumerable())
        {
            _current = item;
            item.Run();
            _current = null;
        }

        _ended.SetResult();
    }
}
