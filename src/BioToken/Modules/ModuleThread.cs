using System.Collections.Concurrent;
using System.Diagnostics;
using BioToken.Resources;

namespace BioToken.Modules;

/// <summary>
/// The one thread that makes all calls into one module. Work runs in order; a call may take as long as a person needs to place a finger,
/// and occupies the thread for that time.
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
        // A background thread: a module that never returns must not keep the process alive.
        _thread = new Thread(Run) { IsBackground = true, Name = $"PKCS#11 {Path.GetFileName(name)}" };
        // The thread outlives the caller that started it and does not capture that caller's context.
        _thread.UnsafeStart();
    }

    /// <summary>Whether the calling thread is this one.</summary>
    public bool IsCurrent => Thread.CurrentThread == _thread;

    /// <summary>Ends when the thread does.</summary>
    public Task Ended => _ended.Task;

    /// <summary>
    /// Whether the module runs a call that no caller waits for, such as a fingerprint prompt that timed out: queued work may have to wait
    /// for as long as the device does.
    /// </summary>
    public bool IsLeftBehind
    {
        get => _isLeftBehind;
        set => _isLeftBehind = value;
    }

    /// <summary>
    /// Runs work. If it is canceled before its turn, it never runs; once it runs, it observes the cancellation token itself.
    /// </summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
        => RunAsync(work, undo: null, resource: null, cancellationToken);

    /// <summary>
    /// Runs work that a caller need not wait for. If it is canceled while it runs, the caller returns at once; if the work still succeeds,
    /// <paramref name="undo"/> runs on this thread.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="undo">Undoes a result that no caller waits for; null if the caller must wait for the end.</param>
    /// <param name="resource">Disposed when the work has ended or will never run; null if there is none.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <param name="waitsForPerson">Whether abandoned work may take as long as a person does (<see cref="IsLeftBehind"/>).</param>
    /// <param name="disposal">
    /// Canceled when token or provider are disposed: the caller gets an <see cref="ObjectDisposedException"/> at once if the work has not
    /// begun, may be abandoned, or waits for a person (<see cref="WaitForPerson"/>). Null if nothing is disposed before the thread.
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
    /// Begins a call that takes as long as a person does; on this thread. Until the result is disposed, disposal releases the caller of
    /// the work, even of a write, which continues.
    /// </summary>
    public PersonWait WaitForPerson()
    {
        Debug.Assert(IsCurrent && _current is not null, "A person is waited for by work of this thread.");
        return new PersonWait(_current);
    }

    /// <summary>Thrown to callers that use a token after its provider: without the type's name, which .NET appends in English.</summary>
    public static ObjectDisposedException ProviderDisposed(Exception? cause = null) => new(Messages.Format("ErrorProviderDisposed"), cause);

    /// <summary>Waits for work for a limited time, and observes its result in any case.</summary>
    /// <returns>True if it ended in time.</returns>
    public async Task<bool> WaitAsync(Task work, TimeSpan patience)
    {
        _ = work.ContinueWith(
            static ended => _ = ended.Exception,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        // A device that still waits for a finger may take minutes; and the thread cannot wait for its own work.
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

    /// <summary>Accepts no more work; queued work still runs, and then the thread ends.</summary>
    public void Complete() => _work.CompleteAdding();

    /// <summary>Completes the queued work and stops; gives up after two seconds if the module does not return.</summary>
    public void Dispose()
    {
        Complete();
        // A thread that is still inside the module owns the queue and ends by itself.
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

    /// <summary>A wait for a person, until it is disposed.</summary>
    public readonly ref struct PersonWait
    {
        private readonly ModuleWork _work;

        public PersonWait(ModuleWork work)
        {
            _work = work;
            work.BeginWait();
        }

        public void Dispose() => _work.EndWait();
    }
}
