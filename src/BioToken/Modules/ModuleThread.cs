using System.Collections.Concurrent;
using System.Globalization;

namespace BioToken;

/// <summary>
/// The one thread that makes all calls into one module. Work runs in the order in which it came; a call may take as long as a person
/// takes to find a finger, and the thread is occupied for that time.
/// </summary>
internal sealed class ModuleThread : IDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(2);

    private readonly BlockingCollection<Action> _work = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;
    private volatile bool _isLeftBehind;

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
    /// Whether the module is in a call that nobody waits for any more, such as a question for a finger that came too late: what is queued now may have
    /// to wait for as long as the device does.
    /// </summary>
    public bool IsLeftBehind => _isLeftBehind;

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
    /// <param name="waitsForPerson">Whether work that is left behind may take as long as a person does (<see cref="IsLeftBehind"/>).</param>
    public Task<T> RunAsync<T>(
        Func<T> work, Action? undo, IDisposable? resource, CancellationToken cancellationToken, bool waitsForPerson = true)
    {
        WorkItem<T> item = new(this, work, undo, resource, waitsForPerson, cancellationToken);
        try
        {
            _work.Add(item.Run, CancellationToken.None);
        }
        catch (InvalidOperationException e)
        {
            resource?.Dispose();
            throw ProviderDisposed(e);
        }

        return item.Task;
    }

    /// <summary>What is thrown to those who use a token after its provider: without the type's name, which .NET appends in English.</summary>
    public static ObjectDisposedException ProviderDisposed(Exception? cause = null) => new(Messages.Format("ErrorProviderDisposed"), cause);

    /// <summary>Waits for work that must not hold its caller longer than that, and looks at its end in any case.</summary>
    /// <returns>True if it ended in time.</returns>
    public async Task<bool> WaitAsync(Task work, TimeSpan patience)
    {
        _ = work.ContinueWith(
            static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
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
        foreach (Action item in _work.GetConsumingEnumerable())
            item();
        _ended.SetResult();
    }

    private sealed class WorkItem<T>
    {
        private readonly ModuleThread _thread;
        private readonly Func<T> _work;
        private readonly Action? _undo;
        private readonly IDisposable? _resource;
        private readonly bool _waitsForPerson;
        private readonly CancellationToken _cancellationToken;
        private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
        private readonly CultureInfo _uiCulture = CultureInfo.CurrentUICulture;
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationTokenRegistration _registration;
        private int _started;

        public WorkItem(
            ModuleThread thread, Func<T> work, Action? undo, IDisposable? resource, bool waitsForPerson, CancellationToken cancellationToken)
        {
            _thread = thread;
            _work = work;
            _undo = undo;
            _resource = resource;
            _waitsForPerson = waitsForPerson;
            _cancellationToken = cancellationToken;
            _registration = cancellationToken.UnsafeRegister(static item => ((WorkItem<T>)item!).Cancel(), this);
        }

        public Task<T> Task => _completion.Task;

        public void Run()
        {
            using IDisposable? resource = _resource;
            using CancellationTokenRegistration registration = _registration;
            if (Interlocked.Exchange(ref _started, 1) != 0)
                return;
            // Errors and prompts are made here and read by the caller.
            CultureInfo.CurrentCulture = _culture;
            CultureInfo.CurrentUICulture = _uiCulture;
            try
            {
                if (!_completion.TrySetResult(_work()))
                    _undo?.Invoke();
            }
            catch (OperationCanceledException e) when (e.CancellationToken == _cancellationToken)
            {
                _completion.TrySetCanceled(_cancellationToken);
            }
            catch (Exception e)
            {
                _completion.TrySetException(e);
            }
            finally
            {
                _thread._isLeftBehind = false;
            }
        }

        private void Cancel()
        {
            // Work under way ends by itself, unless its caller may leave it behind.
            bool neverRuns = Interlocked.CompareExchange(ref _started, 1, 0) == 0;
            // Not only when its turn comes: behind a module that hangs it never does.
            if (neverRuns)
                _resource?.Dispose();
            if (_completion.Task.IsCompleted || (!neverRuns && _undo is null))
                return;
            bool isLeftBehind = !neverRuns && _waitsForPerson;
            if (isLeftBehind)
                _thread._isLeftBehind = true;
            // The work may end at this very moment: then nobody was left behind.
            if (!_completion.TrySetCanceled(_cancellationToken) && isLeftBehind)
                _thread._isLeftBehind = false;
        }
    }
}
